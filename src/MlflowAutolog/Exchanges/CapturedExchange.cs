using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Exchanges;

/// <summary>A finished exchange as bytes and facts, for the background to read.</summary>
internal sealed record CapturedExchange
{
    public required Uri Url { get; init; }

    /// <summary>As <see cref="Exchange.AskedAt"/>; default: where it is.</summary>
    public Uri AskedAt { get => field ?? Url; init; }

    public required CapturedBody Request { get; init; }

    public string? RequestEncoding { get; init; }

    public string? RequestType { get; init; }

    public required CapturedBody Reply { get; init; }

    public required ReplyHead Head { get; init; }

    public required ExchangeEnd End { get; init; }

    public Exception? Error { get; init; }

    /// <summary>Who serves the model, where the application said so; <see langword="null"/> = whom the host tells.</summary>
    public string? Provider { get; init; }

    public IReadOnlyList<ReadMark> Marks { get; init; } = [];

    public required int MaxBodyBytes { get; init; }

    public required bool CapturesContent { get; init; }

    public bool CapturesVectors { get; init; }

    /// <summary>Bytes of the reply that were read, kept or not.</summary>
    public long ReplyLength => Reply.Head.Length + Reply.LeftOut + Reply.Tail.Length;

    public int Size => Request.Head.Length + Request.Tail.Length + Reply.Head.Length + Reply.Tail.Length + Marks.Count * 16 + 256;

    /// <summary>How it ended, as far as a repetition is concerned.</summary>
    public WireCall Outcome() => new(new Lazy<string>(() => RequestKey.Of(AskedAt, Request)), Ended) { StatusCode = Head.Status, RetryAfter = Head.RetryAfter };

    /// <summary>The same without its key and the rest.</summary>
    public WireOutcome Ended => (End, Head.Status) switch
    {
        (ExchangeEnd.Cancelled, _) => WireOutcome.Cancelled,
        (ExchangeEnd.Failed, 0) => WireOutcome.Retryable,
        // What is no stream is read before the caller gets it, and asked for again.
        (ExchangeEnd.Failed, < 300) when !Head.IsEventStream => WireOutcome.Retryable,
        (_, 408 or 409 or 429 or >= 500) => WireOutcome.Retryable,
        (ExchangeEnd.Failed, _) or (_, >= 300) => WireOutcome.Failed,
        _ => WireOutcome.Answered,
    };
}
