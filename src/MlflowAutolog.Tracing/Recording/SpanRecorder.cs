namespace MlflowAutolog.Tracing.Recording;

/// <summary>Runs work inside a span: the try, catch and finally of every hook, once.</summary>
internal static partial class SpanRecorder
{
    public static T Run<TState, T>(MlflowTracer? tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, T> work)
    {
        if (tracer is not { IsEnabled: true }) return work(state, MlflowSpan.None);
        var span = Begin(tracer, start, inputs);
        Task? pending = null;
        try
        {
            var result = work(state, span);

            // An async lambda at the synchronous form: its work goes on after it returned.
            pending = result as Task;
            if (pending is null) span.Returned(result);
            return result;
        }
        catch (Exception failure) when (Note(span, failure))
        {
            throw;
        }
        finally
        {
            if (pending is null) span.Dispose();
            else EndWith(pending, span);
        }
    }

    public static void Run(MlflowTracer? tracer, SpanStart start, object? inputs, Action<MlflowSpan> work)
        => Run(tracer, start, inputs, work, static (work, span) =>
        {
            work(span);
            return NoResult.Value;
        });

    public static Task<T> RunAsync<TState, T>(MlflowTracer? tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, Task<T>> work)
        => tracer is { IsEnabled: true } ? RecordAsync(tracer, start, inputs, state, work) : work(state, MlflowSpan.None);

    public static Task RunAsync<TState>(MlflowTracer? tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, Task> work)
        => tracer is { IsEnabled: true } ? RecordAsync(tracer, start, inputs, state, work) : work(state, MlflowSpan.None);

    public static ValueTask<T> RunValueAsync<TState, T>(MlflowTracer? tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, ValueTask<T>> work)
        => tracer is { IsEnabled: true }
            ? new ValueTask<T>(RecordAsync(tracer, start, inputs, (state, work), static (call, span) => call.work(call.state, span).AsTask()))
            : work(state, MlflowSpan.None);

    public static ValueTask RunValueAsync<TState>(MlflowTracer? tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, ValueTask> work)
        => tracer is { IsEnabled: true }
            ? new ValueTask(RecordAsync(tracer, start, inputs, (state, work), static (call, span) => call.work(call.state, span).AsTask()))
            : work(state, MlflowSpan.None);

    // The span starts inside an async method, so that the caller's current span is its own again as soon as it has the task.
    private static async Task<T> RecordAsync<TState, T>(MlflowTracer tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, Task<T>> work)
    {
        var span = Begin(tracer, start, inputs);
        try
        {
            var result = await work(state, span).ConfigureAwait(false);
            span.Returned(result);
            return result;
        }
        catch (Exception failure) when (Note(span, failure))
        {
            throw;
        }
        finally
        {
            await EndAsync(tracer, span).ConfigureAwait(false);
        }
    }

    private static async Task RecordAsync<TState>(MlflowTracer tracer, SpanStart start, object? inputs, TState state, Func<TState, MlflowSpan, Task> work)
    {
        var span = Begin(tracer, start, inputs);
        try
        {
            await work(state, span).ConfigureAwait(false);
        }
        catch (Exception failure) when (Note(span, failure))
        {
            throw;
        }
        finally
        {
            await EndAsync(tracer, span).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the span; where the host may freeze the process once the work is done, a trace is delivered before that.</summary>
    private static Task EndAsync(MlflowTracer tracer, MlflowSpan span)
    {
        var isTrace = span is { IsRecording: true, Parent: null };
        span.Dispose();
        return isTrace && span.Trace is not { Held.IsForgotten: true } ? DeliverAsync(tracer) : Task.CompletedTask;
    }

    internal static Task DeliverAsync(MlflowTracer tracer) => tracer.Options.AsyncLogging is false ? tracer.DeliverAsync() : Task.CompletedTask;

    private static void EndWith(Task pending, MlflowSpan span)
    {
        AmbientSpan.Leave(span);
        _ = pending.ContinueWith(
            static (ended, state) =>
            {
                var span = (MlflowSpan)state!;
                if (ended.Exception is { } failure) span.RecordException(failure.InnerExceptions.Count == 1 ? failure.InnerExceptions[0] : failure);
                if (ended.IsCanceled) span.RecordException(new TaskCanceledException(ended));
                span.Dispose();
            },
            span,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static MlflowSpan Begin(MlflowTracer tracer, SpanStart start, object? inputs)
        => SpanRecording.Start(tracer, AmbientSpan.Find(tracer), start).AsFunction().Given(inputs, attributes: null);

    // A filter runs before the stack unwinds and never catches: the exception passes untouched.
    private static bool Note(MlflowSpan span, Exception failure)
    {
        span.RecordException(failure);
        return false;
    }
}
