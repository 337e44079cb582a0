namespace MlflowAutolog.Tracing.Recording.Streams;

/// <summary>A traced sequence before it is read: each enumeration is a span of its own.</summary>
/// <param name="Tracer">Whose the spans are.</param>
/// <param name="Start">What each starts with.</param>
/// <param name="Inputs">Written down anew when a span starts.</param>
/// <param name="Reducer">Makes the outputs of the items; <see langword="null"/> = the items are the outputs.</param>
internal sealed record StreamCall<T>(MlflowTracer Tracer, SpanStart Start, object? Inputs, Func<IReadOnlyList<T>, object?>? Reducer);
