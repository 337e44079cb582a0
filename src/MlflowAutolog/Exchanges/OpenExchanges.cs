using System.Collections.Concurrent;

namespace MlflowAutolog.Exchanges;

/// <summary>Replies that wait for a reader. One timer ends those that nobody reads; a response dropped without being disposed would keep its span open for ever.</summary>
internal sealed class OpenExchanges(TimeProvider time)
{
    /// <summary>Longer than the SDKs let a stream rest (OpenAI 100 s, Anthropic 10 min), so that no reader still at work is cut off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>A handler follows a redirect at once; one that does not has returned the redirect as the answer.</summary>
    public static readonly TimeSpan RedirectPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Exchange, byte> _open = new(ReferenceEqualityComparer.Instance);
    private readonly object _gate = new();
    private ITimer? _timer;

    public void Add(Exchange exchange)
    {
        _open.TryAdd(exchange, 0);
        // Only while something is open: an idle process is not woken up, and no timer outlives its owner.
        lock (_gate) _timer ??= time.CreateTimer(static state => ((OpenExchanges)state!).Sweep(), this, Interval, Interval);
    }

    public void Remove(Exchange exchange) => _open.TryRemove(exchange, out _);

    /// <summary>Ends everything that waits: with the hook goes the timer that would.</summary>
    public void EndAll()
    {
        Rest(evenIfOpen: true);
        foreach (var (exchange, _) in _open) End(exchange);
    }

    private void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var (exchange, _) in _open)
        {
            if (exchange.Deadline <= now) End(exchange);
        }

        Rest(evenIfOpen: false);
    }

    private void Rest(bool evenIfOpen)
    {
        lock (_gate)
        {
            if (!evenIfOpen && !_open.IsEmpty) return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private static void End(Exchange exchange) => exchange.End(exchange.AwaitsRedirect ? ExchangeEnd.Complete : ExchangeEnd.Expired);
}
