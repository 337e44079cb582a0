using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>Traces that were not recorded span by span.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.AddTrace" />
    public static void AddTrace(MlflowTrace trace, MlflowSpan? parent = null) => (parent?.Tracer ?? ProcessTracing.Nearest)?.AddTrace(trace, parent);

    /// <inheritdoc cref="MlflowTracer.LogTrace" />
    public static string? LogTrace(
        string name = "Task",
        object? request = null,
        object? response = null,
        IEnumerable<KeyValuePair<string, object?>>? attributes = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        DateTimeOffset? startTime = null,
        TimeSpan? duration = null)
        => ProcessTracing.Nearest?.LogTrace(name, request, response, attributes, tags, startTime, duration);
}
