namespace MlflowAutolog.Benchmarks.Support;

/// <summary>A tracer, with the tap in the HTTP stack unless a client is to have the policy, holding what it records.</summary>
internal sealed class Ours : IDisposable
{
    private readonly IDisposable? _tap;

    public Ours(bool assembles, bool taps = true)
    {
        Tracer = new MlflowTracer(SomeOptions.Plain, new HeldTraces(assembles));
        if (taps) _tap = new HttpIntegration().Install(Tracer);
    }

    public MlflowTracer Tracer { get; }

    public void Dispose()
    {
        _tap?.Dispose();
        Tracer.ShutdownAsync(TimeSpan.Zero).GetAwaiter().GetResult();
    }
}
