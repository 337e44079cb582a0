using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Sequences.</content>
public sealed partial class MlflowTracer
{
    /// <summary>
    /// A sequence whose every enumeration is a span: it starts with the first item that is asked for and ends with the last, or when the reader leaves. The span is current while
    /// <paramref name="work"/> makes an item, and never for the reader in between.
    /// </summary>
    /// <remarks>
    /// Nothing runs before the first item is asked for. Each item is written down when it is read, and is an event of its own up to 100 items or 64 kB; the outputs are the items, up to
    /// 10,000 or 1 MB, beyond which they are counted in <c>mlflow.stream.items_left_out</c> and not held. A reader who leaves early ends the span OK with what was read and
    /// <c>mlflow.stream.abandoned</c>; an exception is recorded with what was read, and goes on untouched. While tracing is off the result is what <paramref name="work"/> returns.
    /// </remarks>
    /// <param name="name">The name; keep it stable, MLflow's graph merges by it.</param>
    /// <param name="spanType">One of <see cref="SpanType"/>, or free text.</param>
    /// <param name="work">Makes the sequence; called anew for each enumeration.</param>
    /// <param name="inputs">Any value.</param>
    /// <param name="reducer">Makes the outputs of the items that are held; when it throws, the items are the outputs.</param>
    /// <param name="samplingRatio">0 to 1; decides in place of <see cref="MlflowOptions.SamplingRatio"/> when this is a root. Other values are left out.</param>
    public IEnumerable<T> TraceStream<T>(
        string name, string spanType, Func<MlflowSpan, IEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStream(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span), reducer);
    }

    /// <summary>As the other form, with a state in place of a closure: nothing is allocated while tracing is off.</summary>
    public IEnumerable<T> TraceStream<TState, T>(
        string name, string spanType, TState state, Func<TState, MlflowSpan, IEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStream(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work, reducer);
    }

    /// <inheritdoc cref="TraceStream{T}(string, string, Func{MlflowSpan, IEnumerable{T}}, object?, Func{IReadOnlyList{T}, object?}?, double?)" />
    public IAsyncEnumerable<T> TraceStreamAsync<T>(
        string name, string spanType, Func<MlflowSpan, IAsyncEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStreamAsync(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span), reducer);
    }

    /// <summary>As the other form, with a state in place of a closure: nothing is allocated while tracing is off.</summary>
    public IAsyncEnumerable<T> TraceStreamAsync<TState, T>(
        string name, string spanType, TState state, Func<TState, MlflowSpan, IAsyncEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStreamAsync(this, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work, reducer);
    }
}
