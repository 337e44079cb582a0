using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>A pipeline in which the last 2,000 traces always wait, so that the garbage collector finds them alive; nothing is delivered.</summary>
/// <param name="assembles">Whether the background's work is done at once on the caller's thread, to be part of what is measured.</param>
internal sealed class HeldTraces(bool assembles) : ITracePipeline
{
    public const int Outstanding = 2_000;

    private readonly object?[] _held = new object?[Outstanding];
    private readonly TraceAssembler _assembler = new(TimeProvider.System, static _ => false);
    private readonly List<TraceData> _ready = [];
    private int _next;

    public TracingStatistics Statistics { get; } = new();

    public bool Accept(RecordedTrace trace)
    {
        if (!assembles)
        {
            Hold(trace);
            return true;
        }

        _assembler.Offer(trace, _ready);
        foreach (var assembled in _ready) Hold(assembled);
        _ready.Clear();
        return true;
    }

    public Task<bool> FlushAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SecureAsync(TimeSpan timeout) => Task.CompletedTask;

    public Task ShutdownAsync(TimeSpan timeout) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Hold(object trace) => _held[_next++ % Outstanding] = trace;
}
