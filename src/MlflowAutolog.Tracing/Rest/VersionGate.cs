using System.Text;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>Asks the server's version before the first traces. A failure is never remembered.</summary>
internal sealed class VersionGate(MlflowHttp http, ServerTrouble trouble)
{
    // A class: an explicit call reads it while the delivery loop writes.
    private Known? _known;
    private Task _asking = Task.CompletedTask;

    /// <summary>The version as far as it is known; when it is not, it is asked for in the background.</summary>
    public ServerVersion? Latest
    {
        get
        {
            var known = _known;
            if (known is null && _asking.IsCompleted) _asking = Task.Run(TryAskAsync);
            return known?.Version;
        }
    }

    /// <summary>The version, or <see cref="ServerUnavailableException"/> while it cannot be had or is too old.</summary>
    public async Task<ServerVersion> GetAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known) return known.Version;
        var reply = await http.SendAsync(MlflowCall.Get("version"), cancellationToken).ConfigureAwait(false);
        if (!reply.IsSuccess) throw ReplyAdvice.Unavailable(reply, http.Server, trouble);
        var version = Read(Encoding.UTF8.GetString(reply.Body.Span));
        _known = new Known(version);
        return version;
    }

    /// <summary>After a lost connection another server may stand there.</summary>
    public void Forget() => _known = null;

    private async Task TryAskAsync()
    {
        try
        {
            await GetAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ServerUnavailableException or ObjectDisposedException)
        {
            // Said by the delivery, which asks too as soon as there is something to deliver; or the tracer has ended.
        }
    }

    private ServerVersion Read(string text)
    {
        if (!ServerVersion.TryParse(text, out var version))
        {
            var shown = text.Length > 40 ? text[..40] + "…" : text;
            trouble.Say($"{http.Server}version answered '{shown}', which is no version of MLflow. It is treated like MLflow {ServerVersion.Oldest.Major}.{ServerVersion.Oldest.Minor}; check TrackingUri (MLFLOW_TRACKING_URI) if no traces arrive.");
            return ServerVersion.Oldest;
        }

        if (version.TakesSpans) return version;
        var message = $"MLflow at {http.Server} is {text.Trim()}; traces need 3.4 or newer. Upgrade the server. Traces are kept and tried again.";
        trouble.Say(message);
        throw new ServerUnavailableException(message, ReplyAdvice.Hold);
    }

    private sealed record Known(ServerVersion Version);
}
