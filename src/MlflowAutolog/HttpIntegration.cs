using MlflowAutolog.HttpTap;
using MlflowAutolog.Wire;

[assembly: MlflowAutolog.AutologIntegration(typeof(MlflowAutolog.HttpIntegration))]

namespace MlflowAutolog;

/// <summary>Traces calls to known model APIs as they pass the process's HTTP stack, whichever SDK makes them.</summary>
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
        return Tap.Install(new HttpTapOwner(tracer, WireFormats.Without(tracer.Options.Disabled)));
    }
}
