using MlflowAutolog.Tracing.Integrations;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Sequences.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.TraceStream{T}(string, string, Func{MlflowSpan, IEnumerable{T}}, object?, Func{IReadOnlyList{T}, object?}?, double?)" />
    public static IEnumerable<T> TraceStream<T>(
        string name, string spanType, Func<MlflowSpan, IEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStream(ProcessTracing.Nearest, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span), reducer);
    }

    /// <inheritdoc cref="MlflowTracer.TraceStream{TState, T}" />
    public static IEnumerable<T> TraceStream<TState, T>(
        string name, string spanType, TState state, Func<TState, MlflowSpan, IEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStream(ProcessTracing.Nearest, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work, reducer);
    }

    /// <inheritdoc cref="MlflowTracer.TraceStreamAsync{T}(string, string, Func{MlflowSpan, IAsyncEnumerable{T}}, object?, Func{IReadOnlyList{T}, object?}?, double?)" />
    public static IAsyncEnumerable<T> TraceStreamAsync<T>(
        string name, string spanType, Func<MlflowSpan, IAsyncEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStreamAsync(ProcessTracing.Nearest, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span), reducer);
    }

    /// <inheritdoc cref="MlflowTracer.TraceStreamAsync{TState, T}" />
    public static IAsyncEnumerable<T> TraceStreamAsync<TState, T>(
        string name, string spanType, TState state, Func<TState, MlflowSpan, IAsyncEnumerable<T>> work, object? inputs = null, Func<IReadOnlyList<T>, object?>? reducer = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return SpanRecorder.RunStreamAsync(ProcessTracing.Nearest, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work, reducer);
    }
}
