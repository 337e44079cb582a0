using MlflowAutolog.Tracing.Integrations;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Spans.</content>
public static partial class Mlflow
{
    /// <summary>The innermost running span; <see cref="MlflowSpan.None"/> when there is none.</summary>
    public static MlflowSpan CurrentSpan => ProcessTracing.Tracer is null ? MlflowSpan.None : AmbientSpan.Find() ?? MlflowSpan.None;

    /// <inheritdoc cref="MlflowTracer.StartSpan(string, string, object?, IEnumerable{KeyValuePair{string, object?}}?, double?)" />
    public static MlflowSpan StartSpan(
        string name,
        string spanType = SpanType.Unknown,
        object? inputs = null,
        IEnumerable<KeyValuePair<string, object?>>? attributes = null,
        double? samplingRatio = null)
        => ProcessTracing.Nearest?.StartSpan(name, spanType, inputs, attributes, samplingRatio) ?? MlflowSpan.None;

    /// <inheritdoc cref="MlflowTracer.StartSpan(string, string, ValueTuple{string, object?}, ReadOnlySpan{ValueTuple{string, object?}})" />
    public static MlflowSpan StartSpan(string name, string spanType, (string Name, object? Value) firstInput, params ReadOnlySpan<(string Name, object? Value)> moreInputs)
        => ProcessTracing.Nearest?.StartSpan(name, spanType, firstInput, moreInputs) ?? MlflowSpan.None;

    /// <inheritdoc cref="MlflowTracer.StartSpan(string, string, ValueTuple{string, object?}, ValueTuple{string, object?}[])" />
    public static MlflowSpan StartSpan(string name, string spanType, (string Name, object? Value) firstInput, params (string Name, object? Value)[] moreInputs)
        => ProcessTracing.Nearest?.StartSpan(name, spanType, firstInput, moreInputs) ?? MlflowSpan.None;

    /// <inheritdoc cref="MlflowTracer.StartDetachedSpan" />
    public static MlflowSpan StartDetachedSpan(
        string name,
        string spanType = SpanType.Unknown,
        MlflowSpan? parent = null,
        object? inputs = null,
        IEnumerable<KeyValuePair<string, object?>>? attributes = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? experimentId = null,
        DateTimeOffset? startTime = null)
        => (parent?.Tracer ?? ProcessTracing.Nearest)?.StartDetachedSpan(name, spanType, parent, inputs, attributes, tags, metadata, experimentId, startTime) ?? MlflowSpan.None;

    /// <inheritdoc cref="MlflowTracer.Trace{T}(string, string, Func{MlflowSpan, T}, object?, double?)" />
    public static T Trace<T>(string name, string spanType, Func<MlflowSpan, T> work, object? inputs = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ProcessTracing.Nearest is { IsEnabled: true } tracer ? SpanRecorder.Run(tracer, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span)) : work(MlflowSpan.None);
    }

    /// <inheritdoc cref="MlflowTracer.Trace{T}(string, string, Func{MlflowSpan, T}, object?, double?)" />
    public static void Trace(string name, string spanType, Action<MlflowSpan> work, object? inputs = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (ProcessTracing.Nearest is { IsEnabled: true } tracer) SpanRecorder.Run(tracer, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work);
        else work(MlflowSpan.None);
    }

    /// <inheritdoc cref="MlflowTracer.Trace{TState, T}" />
    public static T Trace<TState, T>(string name, string spanType, TState state, Func<TState, MlflowSpan, T> work, object? inputs = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ProcessTracing.Nearest is { IsEnabled: true } tracer ? SpanRecorder.Run(tracer, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work) : work(state, MlflowSpan.None);
    }

    /// <inheritdoc cref="MlflowTracer.TraceAsync{T}(string, string, Func{MlflowSpan, Task{T}}, object?, double?)" />
    public static Task<T> TraceAsync<T>(string name, string spanType, Func<MlflowSpan, Task<T>> work, object? inputs = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ProcessTracing.Nearest is { IsEnabled: true } tracer ? SpanRecorder.RunAsync(tracer, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span)) : work(MlflowSpan.None);
    }

    /// <inheritdoc cref="MlflowTracer.TraceAsync{T}(string, string, Func{MlflowSpan, Task{T}}, object?, double?)" />
    public static Task TraceAsync(string name, string spanType, Func<MlflowSpan, Task> work, object? inputs = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ProcessTracing.Nearest is { IsEnabled: true } tracer ? SpanRecorder.RunAsync(tracer, SpanRecording.Describe(name, spanType, samplingRatio), inputs, work, static (work, span) => work(span)) : work(MlflowSpan.None);
    }

    /// <inheritdoc cref="MlflowTracer.TraceAsync{TState, T}" />
    public static Task<T> TraceAsync<TState, T>(string name, string spanType, TState state, Func<TState, MlflowSpan, Task<T>> work, object? inputs = null, double? samplingRatio = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ProcessTracing.Nearest is { IsEnabled: true } tracer ? SpanRecorder.RunAsync(tracer, SpanRecording.Describe(name, spanType, samplingRatio), inputs, state, work) : work(state, MlflowSpan.None);
    }
}
