using System.Text.Json;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>Explicit calls of MLflow's REST API: they answer JSON, or throw <see cref="MlflowException"/> with the server's words.</summary>
internal sealed class MlflowRestClient(MlflowHttp http, int maxRetries, TimeProvider time)
{
    /// <summary>Sends the call, again after a passing failure; the caller disposes the document.</summary>
    /// <param name="call">What to send.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="findDone">Makes a call that must not be done twice repeatable: looks, before it goes out again, whether it was done after all.</param>
    public async Task<JsonDocument> SendAsync(MlflowCall call, CancellationToken cancellationToken, Func<CancellationToken, Task<JsonDocument?>>? findDone = null)
    {
        var backoff = new Backoff();
        for (var attempt = 0; ; attempt++)
        {
            var reply = await SendOnceAsync(call, cancellationToken).ConfigureAwait(false);
            if (reply.IsSuccess) return JsonDocument.Parse(reply.Body.IsEmpty ? "{}"u8.ToArray() : reply.Body);
            if ((!call.Repeatable && findDone is null) || !MayRepeat(reply, attempt)) throw ErrorOf(call, reply);
            await PauseAsync(backoff, reply, cancellationToken).ConfigureAwait(false);
            if (findDone is not null && await findDone(cancellationToken).ConfigureAwait(false) is { } done) return done;
        }
    }

    /// <summary>As <see cref="SendAsync"/>, for an answer that is no JSON.</summary>
    public async Task<ReadOnlyMemory<byte>> SendForBytesAsync(MlflowCall call, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        for (var attempt = 0; ; attempt++)
        {
            var reply = await SendOnceAsync(call, cancellationToken).ConfigureAwait(false);
            if (reply.IsSuccess) return reply.Body;
            if (!call.Repeatable || !MayRepeat(reply, attempt)) throw ErrorOf(call, reply);
            await PauseAsync(backoff, reply, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="SendAsync"/>; <see langword="null"/> when MLflow (not a proxy before it) says that there is no such thing.</summary>
    public async Task<JsonDocument?> FindAsync(MlflowCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception is { StatusCode: 404, ErrorCode: not null })
        {
            return null;
        }
    }

    private async Task<MlflowReply> SendOnceAsync(MlflowCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException disposed)
        {
            // Also in a search that goes on while Mlflow.Autolog puts another tracer in the place of the one that is asked.
            throw new MlflowException($"The tracer for MLflow at {http.Server} was disposed or replaced (DisposeAsync, ResetAsync, another Autolog), so it cannot ask any more: {call.Method} {call.Path.Split('?')[0]}. Ask the one in use now.", disposed);
        }
    }

    private bool MayRepeat(MlflowReply reply, int attempt) => reply.IsPassing && attempt < maxRetries;

    private Task PauseAsync(Backoff backoff, MlflowReply reply, CancellationToken cancellationToken) => Task.Delay(backoff.Next(reply.RetryAfter ?? TimeSpan.Zero), time, cancellationToken);

    private MlflowException ErrorOf(MlflowCall call, MlflowReply reply)
    {
        var words = reply.Words;
        var path = call.Path.Split('?')[0];
        return reply.Status == 0
            ? new MlflowException($"MLflow at {http.Server} does not answer ({words.Message}): {call.Method} {path}.")
            : new MlflowException($"MLflow at {http.Server} answered {reply.Status} to {call.Method} {path}: {words.Message}") { StatusCode = reply.Status, ErrorCode = words.ErrorCode };
    }
}
