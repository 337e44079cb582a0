using MlflowAutolog.Tracing.Recording.Streams;

namespace MlflowAutolog.Tracing.Recording;

/// <content>Sequences.</content>
internal static partial class SpanRecorder
{
    /// <summary>A sequence whose every enumeration is a span; while tracing is off the work's own.</summary>
    public static IEnumerable<T> RunStream<TState, T>(
        MlflowTracer? tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, IEnumerable<T>> work, Func<IReadOnlyList<T>, object?>? reducer)
        => tracer is { IsEnabled: true } ? new RecordedSequence<TState, T>(new StreamCall<T>(tracer, start, inputs, reducer), state, work) : work(state, MlflowSpan.None);

    /// <inheritdoc cref="RunStream" />
    public static IAsyncEnumerable<T> RunStreamAsync<TState, T>(
        MlflowTracer? tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, IAsyncEnumerable<T>> work, Func<IReadOnlyList<T>, object?>? reducer)
        => tracer is { IsEnabled: true } ? new RecordedAsyncSequence<TState, T>(new StreamCall<T>(tracer, start, inputs, reducer), state, work) : work(state, MlflowSpan.None);
}
