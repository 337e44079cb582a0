using MlflowAutolog.HttpTap;
using MlflowAutolog.Incoming;
using MlflowAutolog.Wire;

[assembly: MlflowAutolog.AutologIntegration(typeof(MlflowAutolog.HttpIntegration))]

namespace MlflowAutolog;

/// <summary>
/// Traces calls to known model APIs as they pass the process's HTTP stack, whichever SDK makes them; and where the options say so, lets traces go on in another process: out to
/// <see cref="MlflowOptions.PropagateTo"/>, in with <see cref="MlflowOptions.ContinueIncomingTraces"/>.
/// </summary>
/// <remarks>
/// Switched off as a whole by the name <c>Http</c>, or one API at a time (<c>OpenAI</c>). Not seen: clients over another handler than
/// <see cref="SocketsHttpHandler"/>, or over one whose <see cref="SocketsHttpHandler.ActivityHeadersPropagator"/> is null.
/// </remarks>
public sealed class HttpIntegration : IAutologIntegration
{
    /// <inheritdoc />
    public string Name => "Http";

    /// <inheritdoc />
    public IDisposable Install(MlflowTracer tracer)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        var tap = Tap.Install(new HttpTapOwner(tracer, WireFormats.Without(tracer.Options.Disabled)));
        return tracer.Options.ContinueIncomingTraces is true ? new Both(tap, new IncomingListener(tracer)) : tap;
    }

    private sealed class Both(IDisposable tap, IDisposable incoming) : IDisposable
    {
        public void Dispose()
        {
            incoming.Dispose();
            tap.Dispose();
        }
    }
}
