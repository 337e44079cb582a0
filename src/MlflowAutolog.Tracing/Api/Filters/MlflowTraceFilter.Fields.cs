using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <content>The fields that MLflow can filter by.</content>
public sealed partial class MlflowTraceFilter
{
    /// <summary>The trace's name.</summary>
    public static TraceTextField Name { get; } = new("name", isOptional: true);

    /// <summary>The trace's id, <c>tr-…</c>.</summary>
    public static TraceNameField TraceId { get; } = new("request_id");

    /// <summary>The application's own id.</summary>
    public static TraceNameField ClientRequestId { get; } = new("client_request_id");

    /// <summary>The trace's state.</summary>
    public static TraceChoiceField<TraceState> Status { get; } = new("status", FilterText.Of);

    /// <summary>When the trace started, to the millisecond.</summary>
    public static TraceRangeField<DateTimeOffset> Timestamp { get; } = new("timestamp_ms", FilterText.Of);

    /// <summary>When the trace ended, to the millisecond.</summary>
    public static TraceRangeField<DateTimeOffset> EndTime { get; } = new("end_time_ms", FilterText.Of);

    /// <summary>How long the trace took, to the millisecond.</summary>
    public static TraceRangeField<TimeSpan> Duration { get; } = new("execution_time_ms", FilterText.Of);

    /// <summary>The run that the trace was recorded under, or is linked to.</summary>
    public static TraceTextField RunId { get; } = new("run_id", isOptional: true);

    /// <summary>The session (conversation).</summary>
    public static TraceTextField Session { get; } = Metadata(WireNames.Session);

    /// <summary>The end user.</summary>
    public static TraceTextField User { get; } = Metadata(WireNames.User);

    /// <summary>The logged model, as set by <see cref="Mlflow.SetActiveModel"/>.</summary>
    public static TraceTextField ModelId { get; } = Metadata(WireNames.ModelId);

    /// <summary>All that the spans hold: inputs, outputs, attributes, events.</summary>
    public static TraceContentField Text { get; } = new("trace.text");

    /// <summary>A span's name. Conditions on spans hold for one span together on MLflow 3.17, on 3.6 each for any.</summary>
    public static TraceNameField SpanName { get; } = new("span.name");

    /// <summary>A span's type.</summary>
    public static TraceNameField SpanType { get; } = new("span.type");

    /// <summary>A span's outcome.</summary>
    public static TraceChoiceField<SpanStatusCode> SpanStatus { get; } = new("span.status", FilterText.Of);

    /// <summary>All that a span holds.</summary>
    public static TraceContentField SpanContent { get; } = new("span.content");

    /// <summary>A tag of the trace.</summary>
    public static TraceTextField Tag(string key) => new(FilterKey.Of("tags", key), isOptional: true);

    /// <summary>A metadata value of the trace.</summary>
    public static TraceTextField Metadata(string key) => new(FilterKey.Of("metadata", key), isOptional: true);

    /// <summary>An attribute of a span. On MLflow 3.6 only keys of letters, digits, <c>_</c> and <c>.</c> are found.</summary>
    public static TraceSpanAttributeField SpanAttribute(string key) => new(FilterKey.OfAttribute(key));

    /// <summary>Feedback on the trace by that name.</summary>
    public static TraceAssessmentField Feedback(string name) => new(FilterKey.Of("feedback", name));

    /// <summary>An expectation of the trace by that name.</summary>
    public static TraceAssessmentField Expectation(string name) => new(FilterKey.Of("expectation", name));

    /// <summary>Traces linked to that version of a prompt. Newer than 3.6.</summary>
    public static MlflowTraceFilter Prompt(string name, int version)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        return new MlflowTraceFilter("prompt = " + FilterText.Quote(FormattableString.Invariant($"{name}/{version}")));
    }

    /// <summary>Traces on which that issue was found. Newer than 3.6.</summary>
    public static MlflowTraceFilter Issue(string issueId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(issueId);
        return new MlflowTraceFilter("issue.id = " + FilterText.Quote(issueId));
    }
}
