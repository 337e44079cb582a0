using MlflowAutolog.Tracing.Configuration;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Exit;
using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Recording.Sampling;

namespace MlflowAutolog;

/// <summary>Records spans and delivers traces: what stands behind <see cref="Mlflow"/>, for tests and for applications with more than one MLflow.</summary>
/// <remarks>Thread-safe. A tracer sees only its own spans above its own: spans of two tracers nested in one another are two traces.</remarks>
public sealed partial class MlflowTracer : IAsyncDisposable
{
    private readonly ITracePipeline _pipeline;
    private readonly ITraceSink? _sink;
    private readonly IDisposable _exit;
    private volatile bool _enabled;
    private int _shutDown;
    private Task? _disposal;

    /// <summary>A tracer with its own delivery.</summary>
    /// <exception cref="MlflowException">A setting is wrong: the message names it, its value and what would be right.</exception>
    public MlflowTracer(MlflowOptions options)
        : this(OptionsResolver.Resolve(options), DeliveryFactory.Create)
    {
    }

    /// <summary>A tracer over a pipeline of the caller's.</summary>
    internal MlflowTracer(MlflowOptions options, ITracePipeline pipeline)
        : this(OptionsResolver.Resolve(options), (_, _) => (pipeline, null))
    {
    }

    private MlflowTracer(MlflowOptions resolved, Func<MlflowOptions, Func<string, bool>, (ITracePipeline Pipeline, ITraceSink? Sink)> deliver)
    {
        Options = resolved;
        _enabled = !resolved.TracingDisabled;
        CapturesContent = resolved.CaptureContent ?? true;
        CapturesVectors = resolved.CaptureVectors ?? false;
        (_pipeline, _sink) = deliver(resolved, LiveTraces.IsCalling);
        Sampling = new SamplingRule(resolved);
        Held = new HeldTraces(new FailureRule(resolved.KeepOnError!.Value, () => _pipeline.AttemptsWait), new HeldBudget(resolved.MaxHeldBytes!.Value), new SamplingCounters());
        Watch = new TraceWatch(this);
        Meter = new TracingMeter(this);
        // The shutdown keeps its own limit; a second more for what it writes to disk then.
        _exit = ExitHooks.Register(AtExit, ShutdownTimeout + TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether new spans are recorded.</summary>
    public bool IsEnabled => _enabled && Volatile.Read(ref _shutDown) == 0;

    /// <summary>The innermost running span of this tracer; <see cref="MlflowSpan.None"/> when there is none.</summary>
    public MlflowSpan CurrentSpan => AmbientSpan.Find(this) ?? MlflowSpan.None;

    /// <summary>Id of the trace that runs now; <see langword="null"/> when none does.</summary>
    public string? CurrentTraceId => AmbientSpan.Find(this) is { TraceId.Length: > 0 } span ? span.TraceId : null;

    /// <summary>Id of the trace of this tracer whose root, or outermost span here, ended last; <see langword="null"/> before the first.</summary>
    public string? LastTraceId => LastTrace.Id;

    /// <summary>What became of the traces so far.</summary>
    public TracingStatistics Statistics => Held.Counters.AddTo(_pipeline.Statistics);

    internal bool CapturesContent { get; }

    internal bool CapturesVectors { get; }

    internal LiveTraces LiveTraces { get; } = new();

    /// <summary>Shared by the tracers that follow one another in a process.</summary>
    internal LastTrace LastTrace { get; init; } = new();

    private TimeSpan ShutdownTimeout => Options.ShutdownTimeout ?? TimeSpan.FromSeconds(5);

    /// <summary>As resolved from code and environment: nothing is null that has a default.</summary>
    internal MlflowOptions Options { get; }

    /// <summary>Records again after <see cref="Disable"/>; not where <c>OTEL_SDK_DISABLED</c> is true.</summary>
    public void Enable() => _enabled = !Options.TracingDisabled;

    /// <summary>Starts no new spans; those that run are finished and delivered.</summary>
    public void Disable() => _enabled = false;

    /// <summary>Changes the current trace; what is <see langword="null"/> stays as it was. Without a current trace nothing happens, and <see cref="SelfLog"/> says so.</summary>
    /// <param name="tags">Added to the trace's tags; a key that is there gets the new value.</param>
    /// <param name="metadata">Added to the trace's metadata, at most 250 characters each.</param>
    /// <param name="clientRequestId">The application's own id, at most 50 characters.</param>
    /// <param name="requestPreview">What lists show as the question, at most 1,000 characters.</param>
    /// <param name="responsePreview">What lists show as the answer, at most 1,000 characters.</param>
    /// <param name="state"><see cref="TraceState.Ok"/> or <see cref="TraceState.Error"/>, in place of the root's; others are left out.</param>
    /// <param name="session">The conversation, at most 250 characters.</param>
    /// <param name="user">The end user, at most 250 characters.</param>
    /// <param name="modelId">The logged model of MLflow.</param>
    public void UpdateCurrentTrace(
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? clientRequestId = null,
        string? requestPreview = null,
        string? responsePreview = null,
        TraceState? state = null,
        string? session = null,
        string? user = null,
        string? modelId = null)
        => SpanRecording.Update(AmbientSpan.Find(this) ?? (IsEnabled ? null : MlflowSpan.None), new TraceUpdate
        {
            Tags = tags,
            Metadata = metadata,
            ClientRequestId = clientRequestId,
            RequestPreview = requestPreview,
            ResponsePreview = responsePreview,
            State = state is TraceState.Ok or TraceState.Error ? state : null,
            Session = session,
            User = user,
            ModelId = modelId,
        });

    /// <summary>Reads a stored trace; waits for nothing, so <see cref="FlushAsync"/> first to see one that just ended.</summary>
    /// <returns>The trace, or <see langword="null"/> when there is none of that id.</returns>
    /// <exception cref="MlflowException">MLflow did not answer, or refused; with its own words.</exception>
    public Task<MlflowTrace?> GetTraceAsync(string traceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(traceId);
        return _sink is null ? Task.FromResult<MlflowTrace?>(null) : _sink.GetAsync(traceId, cancellationToken);
    }

    /// <summary>Where a person opens a trace: a link into MLflow's UI, or the folder of the local store; <see langword="null"/> before the first delivery.</summary>
    public string? Locate(string traceId) => _sink?.Locate(traceId);

    /// <summary>Waits until everything recorded so far is delivered: for ever while MLflow cannot be reached, so give a limit.</summary>
    /// <returns><see langword="false"/> when <paramref name="cancellationToken"/> came first; delivery goes on.</returns>
    public Task<bool> FlushAsync(CancellationToken cancellationToken = default) => _pipeline.FlushAsync(cancellationToken);

    /// <summary>Closes the spans that still run, delivers within the time, writes or counts what is left. Nothing is recorded afterwards.</summary>
    /// <param name="timeout">Default: <see cref="MlflowOptions.ShutdownTimeout"/>.</param>
    public async Task ShutdownAsync(TimeSpan? timeout = null)
    {
        if (Interlocked.Exchange(ref _shutDown, 1) == 0)
        {
            Watch.Dispose();
            SpanRecording.CloseOpen(this);
            Held.Counters.Report();
        }

        await _pipeline.ShutdownAsync(timeout ?? ShutdownTimeout).ConfigureAwait(false);
        _exit.Dispose();
    }

    /// <inheritdoc cref="ShutdownAsync" />
    public ValueTask DisposeAsync()
    {
        lock (_exit) return new ValueTask(_disposal ??= DisposeOnceAsync());
    }

    /// <summary>Waits for delivery, no longer than the end of the process would.</summary>
    internal async Task DeliverAsync()
    {
        using var limit = new CancellationTokenSource(ShutdownTimeout, Options.TimeProvider);
        await _pipeline.FlushAsync(limit.Token).ConfigureAwait(false);
    }

    internal void HandOver(RecordedTrace trace)
    {
        if (trace is { Root: not null, Held: null } || trace.IsContinued) LastTrace.Set(trace.TraceId);
        Recent.Add(trace.TraceId);
        _pipeline.Accept(trace);
    }

    private async Task DisposeOnceAsync()
    {
        await ShutdownAsync().ConfigureAwait(false);
        await _pipeline.DisposeAsync().ConfigureAwait(false);
        Meter.Dispose();
    }

    private void AtExit(ExitReason reason)
    {
        if (reason is ExitReason.Signal)
        {
            // Whether the process ends here is not known: a host that heard the signal stops in its own time, and records while it does.
            SpanRecording.HandOverOpen(this);
            _pipeline.SecureAsync(ShutdownTimeout).GetAwaiter().GetResult();
            return;
        }

        // The disk is surer than the network in a process that is falling.
        ShutdownAsync(reason is ExitReason.UnhandledException ? TimeSpan.FromSeconds(1) : ShutdownTimeout).GetAwaiter().GetResult();
    }
}
