using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Spans.</content>
public sealed partial class MlflowTracer
{
    /// <summary>Starts a span beneath the current one, or a trace, and makes it current until it ends.</summary>
    /// <param name="name">The name; keep it stable, MLflow's graph merges by it.</param>
    /// <param name="spanType">One of <see cref="SpanType"/>, or free text.</param>
    /// <param name="inputs">Any value.</param>
    /// <param name="attributes">Named values.</param>
    /// <param name="samplingRatio">0 to 1; decides in place of <see cref="MlflowOptions.SamplingRatio"/> when this is a root. Other values are left out.</param>
    /// <returns>The span; dispose it to end it.</returns>
    public MlflowSpan StartSpan(
        string name,
        string spanType = SpanType.Unknown,
        object? inputs = null,
        IEnumerable<KeyValuePair<string, object?>>? attributes = null,
        double? samplingRatio = null)
        => IsEnabled ? SpanRecording.Start(this, AmbientSpan.Find(this), SpanRecording.Describe(name, spanType, samplingRatio)).Given(inputs, attributes) : MlflowSpan.None;

    /// <summary>Starts a span whose inputs are named values; nothing is allocated for them while tracing is off.</summary>
    public MlflowSpan StartSpan(string name, string spanType, (string Name, object? Value) firstInput, params ReadOnlySpan<(string Name, object? Value)> moreInputs)
        => IsEnabled ? SpanRecording.Start(this, AmbientSpan.Find(this), SpanRecording.Describe(name, spanType, samplingRatio: null)).SetInputs(firstInput, moreInputs) : MlflowSpan.None;

    /// <summary>The same for C# 12, which does not know the other form.</summary>
    public MlflowSpan StartSpan(string name, string spanType, (string Name, object? Value) firstInput, params (string Name, object? Value)[] moreInputs)
        => StartSpan(name, spanType, firstInput, new ReadOnlySpan<(string Name, object? Value)>(moreInputs));

    /// <summary>Starts a span that is not current: for work that begins in one place and ends in another.</summary>
    /// <param name="name">The name.</param>
    /// <param name="spanType">One of <see cref="SpanType"/>, or free text.</param>
    /// <param name="parent">The parent; <see langword="null"/> starts a trace.</param>
    /// <param name="inputs">Any value.</param>
    /// <param name="attributes">Named values.</param>
    /// <param name="tags">Tags of the trace that this starts.</param>
    /// <param name="metadata">Metadata of the trace that this starts.</param>
    /// <param name="experimentId">The experiment of the trace that this starts, a number as text, in place of the options'; other values are left out.</param>
    /// <param name="startTime">Default: now.</param>
    public MlflowSpan StartDetachedSpan(
        string name,
        string spanType = SpanType.Unknown,
        MlflowSpan? parent = null,
        object? inputs = null,
        IEnumerable<KeyValuePair<string, object?>>? attributes = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? experimentId = null,
        DateTimeOffset? startTime = null)
    {
        var start = SpanRecording.Describe(name, spanType, samplingRatio: null) with { StartUnixNano = startTime is { } given ? TraceClock.ToUnixNano(given) : 0 };
        var span = SpanRecording.StartDetached(this, parent, start);
        if (parent is null) SpanRecording.SetFacts(span, experimentId, tags, metadata);
        return span.Given(inputs, attributes);
    }

    /// <summary>Runs <paramref name="work"/> in a span; what it returns is the outputs unless it sets some, what it throws is recorded and goes on untouched.</summary>
    public T Trace<T>(string name, string spanType, Func<MlflowSpan, T> work, object? inputs = null, double? samplingRatio = null)
        => SpanRecorder.Run(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span));

    /// <inheritdoc cref="Trace{T}(string, string, Func{MlflowSpan, T}, object?, double?)" />
    public void Trace(string name, string spanType, Action<MlflowSpan> work, object? inputs = null, double? samplingRatio = null)
        => SpanRecorder.Run(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work);

    /// <summary>As the other form, with a state in place of a closure: nothing is allocated while tracing is off.</summary>
    public T Trace<TState, T>(string name, string spanType, TState state, Func<TState, MlflowSpan, T> work, object? inputs = null, double? samplingRatio = null)
        => SpanRecorder.Run(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work);

    /// <summary>Runs <paramref name="work"/> in a span; what it returns is the outputs unless it sets some, what it throws is recorded and goes on untouched.</summary>
    public Task<T> TraceAsync<T>(string name, string spanType, Func<MlflowSpan, Task<T>> work, object? inputs = null, double? samplingRatio = null)
        => SpanRecorder.RunAsync(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span));

    /// <inheritdoc cref="TraceAsync{T}(string, string, Func{MlflowSpan, Task{T}}, object?, double?)" />
    public Task TraceAsync(string name, string spanType, Func<MlflowSpan, Task> work, object? inputs = null, double? samplingRatio = null)
        => SpanRecorder.RunAsync(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span));

    /// <summary>As the other form, with a state in place of a closure: nothing is allocated while tracing is off.</summary>
    public Task<T> TraceAsync<TState, T>(string name, string spanType, TState state, Func<TState, MlflowSpan, Task<T>> work, object? inputs = null, double? samplingRatio = null)
        => SpanRecorder.RunAsync(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work);

    /// <summary>
    /// Starts a span that is not current, beneath the nearest span of any tracer, in that span's own; as a root of <paramref name="fallback"/> when there is none.
    /// For hooks, whose caller must not find their span as the current one.
    /// </summary>
    internal static MlflowSpan StartLeaf(MlflowTracer? fallback, string name, string spanType)
    {
        var parent = AmbientSpan.Find();
        return SpanRecording.StartDetached(parent?.Tracer ?? fallback, parent, SpanRecording.Describe(name, spanType, samplingRatio: null));
    }

    /// <summary>The same beneath the nearest span of this tracer, past those of others.</summary>
    internal MlflowSpan StartOwnLeaf(string name, string spanType)
        => SpanRecording.StartDetached(this, AmbientSpan.Find(this), SpanRecording.Describe(name, spanType, samplingRatio: null));
}
