using System.Diagnostics;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <summary>What a sampling rule sees of a trace that is about to start. Without its inputs: they are read only for traces that are recorded.</summary>
public readonly struct SamplingContext
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();
    private readonly AmbientScope? _scope;

    internal SamplingContext(SpanStart start, AmbientScope? scope, Activity? activity)
    {
        _scope = scope;
        Name = start.Name;
        SpanType = start.SpanType;
        Activity = activity;
    }

    /// <summary>Name of the root span.</summary>
    public string Name { get; }

    /// <summary>Type of the root span, one of <see cref="MlflowAutolog.SpanType"/> or free text.</summary>
    public string SpanType { get; }

    /// <summary>The conversation that <see cref="Mlflow.Context"/> gave.</summary>
    public string? Session => Metadata.GetValueOrDefault(Tracing.Model.WireNames.Session);

    /// <summary>The end user that <see cref="Mlflow.Context"/> gave.</summary>
    public string? User => Metadata.GetValueOrDefault(Tracing.Model.WireNames.User);

    /// <summary>Tags that <see cref="Mlflow.Context"/> gave.</summary>
    public IReadOnlyDictionary<string, string> Tags => _scope?.Tags ?? Nothing;

    /// <summary>Metadata that <see cref="Mlflow.Context"/> gave.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _scope?.Metadata ?? Nothing;

    /// <summary>The application's own span around it, for example the HTTP request; <see langword="null"/> when there is none. <see cref="Activity.Recorded"/> is what the application's telemetry decided.</summary>
    public Activity? Activity { get; }
}
