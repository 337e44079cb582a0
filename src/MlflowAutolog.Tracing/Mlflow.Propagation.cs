using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>Traces that go on in another process.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.GetTracingHeaders" />
    public static IReadOnlyDictionary<string, string> GetTracingHeaders() => ProcessTracing.Nearest?.GetTracingHeaders() ?? new Dictionary<string, string>();

    /// <inheritdoc cref="MlflowTracer.WriteTracingHeaders" />
    public static void WriteTracingHeaders(Action<string, string> set) => ProcessTracing.Nearest?.WriteTracingHeaders(set);

    /// <inheritdoc cref="MlflowTracer.ContinueTrace(Func{string, string?})" />
    public static IDisposable ContinueTrace(Func<string, string?> header) => ProcessTracing.Nearest?.ContinueTrace(header) ?? MlflowSpan.None;

    /// <inheritdoc cref="MlflowTracer.ContinueTrace(IEnumerable{KeyValuePair{string, string}})" />
    public static IDisposable ContinueTrace(IEnumerable<KeyValuePair<string, string>> headers) => ProcessTracing.Nearest?.ContinueTrace(headers) ?? MlflowSpan.None;
}
