namespace MlflowAutolog.Benchmarks.Support;

/// <summary>A tracer with the tap in the HTTP stack, holding what it records.</summary>
internal sealed class Ours : IDisposable
{
    private readonly IDisposable _tap;

    public Ours(bool assembles)
    {
        Tracer = new MlflowTracer(SomeOptions.Plain, new HeldTraces(assembles));
        _tap = new HttpIntegration().Install(Tracer);
    }

    public MlflowTracer Tracer { get; }

    public void Dispose()
    {
        _tap.Dispose();
        Tracer.ShutdownAsync(TimeSpan.Zero).GetAwaiter().GetResult();
    }
}
