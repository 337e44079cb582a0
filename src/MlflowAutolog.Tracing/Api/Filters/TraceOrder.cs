using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <summary>An order for <see cref="Mlflow.SearchTracesAsync"/>: ascending, or <see cref="Descending"/>. It turns into MLflow's text by itself.</summary>
/// <remarks>Immutable. Traces without the field come last. Equal traces are newest first. MLflow cannot order by the end time.</remarks>
public sealed class TraceOrder
{
    private readonly string _field;
    private readonly string _text;

    private TraceOrder(string field, string direction = "ASC")
    {
        _field = field;
        _text = $"{field} {direction}";
    }

    /// <summary>By start; MLflow's own order is <c>Timestamp.Descending</c>.</summary>
    public static TraceOrder Timestamp { get; } = new("timestamp_ms");

    /// <summary>By duration.</summary>
    public static TraceOrder Duration { get; } = new("execution_time_ms");

    /// <summary>By state, as text.</summary>
    public static TraceOrder Status { get; } = new("status");

    /// <summary>By name.</summary>
    public static TraceOrder Name { get; } = new("name");

    /// <summary>By id.</summary>
    public static TraceOrder TraceId { get; } = new("request_id");

    /// <summary>By the run that the trace was recorded under.</summary>
    public static TraceOrder RunId { get; } = new("run_id");

    /// <summary>By experiment.</summary>
    public static TraceOrder ExperimentId { get; } = new("experiment_id");

    /// <summary>The same, the other way round.</summary>
    public TraceOrder Descending => new(_field, "DESC");

    /// <summary>By a tag, as text.</summary>
    public static TraceOrder Tag(string key) => new(FilterKey.Of("tags", key));

    /// <summary>By a metadata value, as text.</summary>
    public static TraceOrder Metadata(string key) => new(FilterKey.Of("metadata", key));

    /// <summary>The order's text.</summary>
    public static implicit operator string(TraceOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order._text;
    }

    /// <summary>The order in MLflow's syntax.</summary>
    public override string ToString() => _text;
}
