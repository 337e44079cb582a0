using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Propagation;

/// <summary>A request that came in with our header: what an integration of a web framework asks at its start.</summary>
internal static class IncomingTrace
{
    /// <summary>Lets the trace of the sender go on until the result is disposed; <see langword="null"/> when there is none, or nobody to be trusted sent it.</summary>
    /// <param name="tracer">Whose spans are to continue it.</param>
    /// <param name="header">The value of <see cref="TracingHeaders.Own"/>.</param>
    public static IDisposable? Enter(MlflowTracer tracer, string? header)
    {
        if (string.IsNullOrEmpty(header) || tracer.Options.ContinueIncomingTraces is not true || !tracer.IsEnabled) return null;
        if (Parse(header, tracer.Options) is { } parent) return ContinuedTrace.Enter(tracer, parent);
        SelfLog.Report("propagation", $"A request's '{TracingHeaders.Own}' is malformed, too old or not signed with the PropagationKey; its trace is not continued.");
        return null;
    }

    /// <summary>The sender's span; with a key only where the signature is right.</summary>
    public static RemoteParent? Parse(string? header, MlflowOptions options)
    {
        if (string.IsNullOrEmpty(header)) return null;
        if (options.PropagationKey is { } key && !HeaderSignature.IsRight(header, key, options.TimeProvider.GetUtcNow())) return null;
        return TraceParent.Parse(HeaderSignature.Without(header));
    }
}
