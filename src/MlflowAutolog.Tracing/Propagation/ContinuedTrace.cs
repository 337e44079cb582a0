using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog.Tracing.Propagation;

/// <summary>The time within which spans continue a trace of another process.</summary>
internal sealed class ContinuedTrace : IDisposable
{
    private readonly MlflowSpan _standIn;
    private MlflowTracer? _tracer;

    private ContinuedTrace(MlflowTracer tracer, RemoteParent parent)
    {
        _tracer = tracer;
        _standIn = MlflowSpan.StandingFor(tracer, parent);
        // Until it is left the tracer must not be retired: spans that start in it are the tracer's.
        tracer.LiveTraces.Enter();
        AmbientSpan.Enter(_standIn);
    }

    public static IDisposable Enter(MlflowTracer tracer, RemoteParent parent) => tracer.IsEnabled ? new ContinuedTrace(tracer, parent) : MlflowSpan.None;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _tracer, null) is not { } tracer) return;
        _standIn.End();
        tracer.LiveTraces.Leave();
    }
}
