using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire;

namespace MlflowAutolog.Exchanges;

/// <summary>One request to a model and its reply, from the first byte sent to the last byte read, whichever hook sees it. Ends exactly once.</summary>
internal sealed class Exchange : IDeferredContent, IByteSink
{
    private readonly object _lock = new();
    private readonly MlflowSpan _span;
    private readonly ExchangeOwner _owner;
    private readonly IWireFormat _format;
    private readonly OpenExchanges _open;
    private readonly long _started;
    private readonly ReplyCopy _reply;
    private IRequestCopy? _request;
    private ReplyHead _head;
    private Exception? _error;
    private CapturedExchange? _captured;
    private string? _key;
    private long _redirectedUnixNano;
    private bool _ended;

    public Exchange(MlflowSpan span, ExchangeOwner owner, IWireFormat format, OpenExchanges open, Uri url, IRequestCopy request)
    {
        _span = span;
        _owner = owner;
        _format = format;
        _open = open;
        _started = owner.Time.GetTimestamp();
        _reply = new ReplyCopy(owner.MaxBodyBytes);
        _request = request;
        Url = url;
        span.Deferred = this;
        span.GiveUp = () => End(ExchangeEnd.Expired);
    }

    public Uri Url { get; private set; }

    public MlflowSpan Span => _span;

    /// <summary>How much of a body is kept.</summary>
    public int MaxBodyBytes => _owner.MaxBodyBytes;

    public int Size => _captured?.Size ?? 0;

    /// <summary>Known while the call still runs, as soon as its body is on the way.</summary>
    public string? CallKey => _key ??= (_captured, _request) switch
    {
        ({ } captured, _) => RequestKey.Of(captured.Url, captured.Request),
        (_, { IsComplete: true } request) => RequestKey.Of(Url, request.ToBody()),
        _ => null,
    };

    public WireOutcome Outcome => _captured?.Ended ?? WireOutcome.Failed;

    public bool MayHaveFailed => _captured is { } captured && ReplyGlance.MayHaveFailed(captured);

    /// <summary>A redirect came in: if the host follows it, the same request begins again and this exchange goes on.</summary>
    public bool AwaitsRedirect { get; private set; }

    /// <summary>When to stop waiting for a reader, in the owner's time; moved by every read.</summary>
    public long Deadline { get; private set; }

    /// <summary>The redirect is followed. What became a GET has no body (<paramref name="request"/> is null): what was asked is still what the first request said.</summary>
    public void Resume(Uri url, IRequestCopy? request)
    {
        lock (_lock)
        {
            AwaitsRedirect = false;
            _redirectedUnixNano = 0;
            Url = url;
            _key = null;
            if (request is not null) _request = request;
        }

        _open.Remove(this);
    }

    /// <summary>Why it fails, known before its end.</summary>
    public void Note(Exception error) => _error = error;

    /// <summary>The request is out, or will not go: the caller gets its own content back.</summary>
    public void PutBack() => _request?.PutBack();

    /// <summary>The headers of the reply are in.</summary>
    /// <returns>Whether its body is to be copied to <see cref="OnRead"/> as the caller reads it.</returns>
    public bool OnReply(ReplyHead head)
    {
        _head = head;
        if (head.IsRedirect)
        {
            AwaitRedirect();
            return false;
        }

        if (head.HasNoBody || head.IsUpgrade)
        {
            End(ExchangeEnd.Complete);
            return false;
        }

        lock (_lock)
        {
            if (head.Length is { } length) _reply.Expect(length);
            Deadline = _owner.After(OpenExchanges.Patience);
        }

        _open.Add(this);
        return true;
    }

    /// <summary>The caller read <paramref name="bytes"/>, having asked for <paramref name="wanted"/>.</summary>
    public void OnRead(ReadOnlySpan<byte> bytes, int wanted)
    {
        if (bytes.IsEmpty)
        {
            // A read of nothing asks whether there is something; only a real read that gets nothing is the end.
            if (wanted > 0) End(ExchangeEnd.Complete);
            return;
        }

        lock (_lock)
        {
            if (_ended) return;
            if (_head.KeepsBody) _reply.Append(bytes);
            if (_head.IsEventStream) _reply.Mark(_owner.Time.GetElapsedTime(_started));
            Deadline = _owner.After(OpenExchanges.Patience);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes) => OnRead(bytes, bytes.Length);

    public void Fail(Exception error)
    {
        Note(error);
        End(error is OperationCanceledException ? ExchangeEnd.Cancelled : ExchangeEnd.Failed);
    }

    public void End(ExchangeEnd end)
    {
        lock (_lock)
        {
            if (_ended) return;
            _ended = true;
        }

        _open.Remove(this);
        try
        {
            _captured = Capture(end);
            // The span waits for delivery; the caller's message and content must not wait with it.
            _request = null;
        }
        catch (Exception e)
        {
            // Ending is called from the caller's own read and dispose: whatever is wrong with us, those must go on.
            SelfLog.Report("exchange", e);
        }
        finally
        {
            // A redirect that nobody followed was the answer when it came, not when we stopped waiting.
            _span.EndAt(_redirectedUnixNano);
        }
    }

    public SpanData? Apply(SpanData span) => _captured is null ? span : new ExchangeMapper(_format, _captured).Apply(span);

    private void AwaitRedirect()
    {
        lock (_lock)
        {
            AwaitsRedirect = true;
            _redirectedUnixNano = _span.Trace?.Clock.Now ?? 0;
            Deadline = _owner.After(OpenExchanges.RedirectPatience);
        }

        _open.Add(this);
    }

    private CapturedExchange Capture(ExchangeEnd end)
    {
        var request = _request!;
        request.Complete();
        return new CapturedExchange
        {
            Url = Url,
            Request = request.ToBody(),
            RequestEncoding = request.Encoding,
            Reply = _reply.ToBody(),
            Head = _head,
            End = end,
            Error = _error,
            Marks = _reply.Marks,
            MaxBodyBytes = _owner.MaxBodyBytes,
            CapturesContent = _span.Tracer?.CapturesContent ?? true,
            CapturesVectors = _span.Tracer?.CapturesVectors ?? false,
        };
    }
}
