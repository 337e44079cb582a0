using System.Runtime.CompilerServices;
using MlflowAutolog.Tracing.Integrations;
using MlflowAutolog.Wire;

namespace MlflowAutolog.Exchanges;

/// <summary>A tracer as seen by hooks that the application placed itself, on one client: they are not installed with Autolog, and there is nothing to undo.</summary>
internal sealed class PlacedHook : ExchangeOwner
{
    private static readonly ConditionalWeakTable<MlflowTracer, PlacedHook> All = [];
    private readonly OpenExchanges _open;

    private PlacedHook(MlflowTracer tracer)
        : base(tracer, WireFormats.Without(tracer.Options.Disabled)) => _open = new OpenExchanges(Time);

    /// <summary>For the tracer that the client was given, else the process's of this moment; <see langword="null"/> while that is off.</summary>
    public static PlacedHook? Of(MlflowTracer? given)
        => (given ?? ProcessTracing.Tracer) is { IsEnabled: true } tracer ? All.GetValue(tracer, static tracer => new PlacedHook(tracer)) : null;

    /// <summary>Begins a call.</summary>
    /// <param name="given">The tracer that the client was given: then its spans above are the parents, and no other tracer's.</param>
    /// <param name="format">As matched.</param>
    /// <param name="url">Where it goes.</param>
    /// <param name="request">The copy of what it says.</param>
    /// <param name="provider">As <see cref="CapturedExchange.Provider"/>.</param>
    /// <param name="exchange"><see langword="null"/> when sampling leaves the call out.</param>
    /// <returns>False where nothing is to be recorded, whoever sees the call.</returns>
    public bool TryBegin(MlflowTracer? given, IWireFormat format, Uri url, IRequestCopy request, string? provider, out Exchange? exchange)
    {
        exchange = null;
        var span = given is null ? MlflowTracer.StartLeaf(Tracer, format.SpanName, format.SpanType) : given.StartOwnLeaf(format.SpanName, format.SpanType);
        if (ReferenceEquals(span, MlflowSpan.None)) return false;
        if (!span.IsRecording) return true;
        try
        {
            exchange = new Exchange(span, this, format, _open, url, request) { Provider = provider, Earlier = new EarlierAttempts() };
            return true;
        }
        catch (Exception)
        {
            // An open span that nobody ends would wait for ever.
            span.Discard();
            throw;
        }
    }
}
