using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire;

namespace MlflowAutolog.Exchanges;

/// <summary>What an exchange leaves for the background to read.</summary>
internal sealed class ExchangeContent(Exchange exchange, IWireFormat format) : IDeferredContent
{
    private string? _key;

    /// <summary>Set at the end.</summary>
    public CapturedExchange? Captured { get; set; }

    public int Size => (Captured?.Size ?? 0) + (exchange.Earlier?.Size ?? 0);

    /// <summary>None where the hook sees all attempts: nothing continues such a call from outside.</summary>
    public string? CallKey => exchange.Earlier is not null ? null : _key ??= exchange.Key ?? (Captured is { } captured ? RequestKey.Of(captured.AskedAt, captured.Request) : null);

    public WireOutcome Outcome => Captured?.Ended ?? WireOutcome.Failed;

    public bool MayHaveFailed => Captured is { } captured && ReplyGlance.MayHaveFailed(captured);

    public SpanData? Apply(SpanData span)
    {
        if (Captured is not { } captured) return span;
        if (exchange.Within?.IsSentAs(captured.Request) is true) return null;
        return new ExchangeMapper(format, captured).Apply(span) is { } call ? exchange.Earlier?.Join(call, captured, format) ?? call : null;
    }
}
