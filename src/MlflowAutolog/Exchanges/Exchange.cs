using MlflowAutolog.Wire;

namespace MlflowAutolog.Exchanges;

/// <summary>One request to a model and its reply, from the first byte sent to the last byte read, whichever hook sees it. Ends exactly once.</summary>
internal sealed class Exchange : IByteSink
{
    private readonly object _lock = new();
    private readonly ExchangeOwner _owner;
    private readonly OpenExchanges _open;
    private readonly long _started;
    private readonly ReplyCopy _reply;
    private readonly ExchangeContent _content;
    private readonly bool _keepsMedia;
    private IRequestCopy? _request;
    private ReplyHead _head;
    private Exception? _error;
    private string? _key;
    private long _redirectedUnixNano;
    private bool _ended;

    public Exchange(MlflowSpan span, ExchangeOwner owner, IWireFormat format, OpenExchanges open, Uri url, IRequestCopy request)
    {
        Span = span;
        _owner = owner;
        _open = open;
        _started = owner.Time.GetTimestamp();
        _reply = new ReplyCopy(owner.MaxBodyBytes);
        _request = request;
        AskedAt = Url = url;
        _keepsMedia = format.KeepsMedia && (span.Tracer?.CapturesContent ?? true);
        span.Deferred = _content = new ExchangeContent(this, format);
        span.GiveUp = () => End(ExchangeEnd.Expired);
    }

    public Uri Url { get; private set; }

    /// <summary>Where it was sent before a redirect: what its attempts have in common.</summary>
    public Uri AskedAt { get; init; }

    public MlflowSpan Span { get; }

    public int MaxBodyBytes => _owner.MaxBodyBytes;

    /// <summary>As <see cref="CapturedExchange.Provider"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The attempts before the one that counts, where the hook sees a call with all of them, and follows no redirect; <see langword="null"/> where each attempt is an exchange of its own, and the fold joins them.</summary>
    public EarlierAttempts? Earlier { get; init; }

    /// <summary>The request of another hook's that this one may be, under another address.</summary>
    public LedRequest? Within { get; init; }

    /// <summary>The key of the call, as soon as its body is on the way.</summary>
    public string? Key => _key ??= _request is { IsComplete: true } request ? RequestKey.Of(AskedAt, request.ToBody()) : null;

    /// <summary>A redirect came in: if the host follows it, the same request begins again and this exchange goes on.</summary>
    public bool AwaitsRedirect { get; private set; }

    /// <summary>When to stop waiting for a reader, in the owner's time; moved by every read.</summary>
    public long Deadline { get; private set; }

    /// <summary>The request goes out again, after a redirect or a failure. What became a GET has no body (<paramref name="request"/> is null): what was asked is still what the first request said.</summary>
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
        if (head.IsRedirect && Earlier is null) AwaitRedirect();
        else if (head.HasNoBody || head.IsUpgrade) End(ExchangeEnd.Complete);
        else return AwaitReader();
        return false;
    }

    /// <summary>The reply is in, body and all.</summary>
    public void OnWholeReply(ReplyHead head, ReadOnlySpan<byte> body, ExchangeEnd end = ExchangeEnd.Complete)
    {
        _head = head;
        if (KeepsBody) _reply.Expect(body.Length);
        Append(body);
        End(end);
    }

    /// <summary>The caller read <paramref name="bytes"/>, having asked for <paramref name="wanted"/>.</summary>
    public void OnRead(ReadOnlySpan<byte> bytes, int wanted)
    {
        // A read of nothing asks whether there is something; only a real read that gets nothing is the end.
        if (bytes.IsEmpty && wanted > 0) End(ExchangeEnd.Complete);
        if (bytes.IsEmpty) return;
        lock (_lock)
        {
            if (_ended) return;
            if (KeepsBody) _reply.Append(bytes);
            if (_head.IsEventStream) _reply.Mark(_owner.Time.GetElapsedTime(_started));
            Deadline = _owner.After(OpenExchanges.Patience);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes) => OnRead(bytes, bytes.Length);

    public void Fail(Exception error)
    {
        _error = error;
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
            _content.Captured = Capture(end);
            // The span waits for delivery; the caller's message and content must not wait with it.
            _request = null;
        }
        catch (Exception e)
        {
            // Called from the caller's own read and dispose: whatever is wrong with us, those must go on.
            SelfLog.Report("exchange", e);
        }
        finally
        {
            // A redirect that nobody followed was the answer when it came, not when we stopped waiting.
            Span.EndAt(_redirectedUnixNano);
        }
    }

    /// <summary>Whether a body is the one that went out here.</summary>
    public bool Sent(CapturedBody body)
    {
        var request = _request;
        return (_content.Captured?.Request ?? request?.ToBody())?.HasBytesOf(body) is true;
    }

    private bool KeepsBody => _head.KeepsBody || _keepsMedia;

    private void AwaitRedirect()
    {
        AwaitsRedirect = true;
        _redirectedUnixNano = Span.Trace?.Clock.Now ?? 0;
        Wait(OpenExchanges.RedirectPatience);
    }

    private bool AwaitReader()
    {
        if (KeepsBody && _head.ContentLength is { } length) _reply.Expect(length);
        Wait(OpenExchanges.Patience);
        return true;
    }

    private void Wait(TimeSpan patience)
    {
        Deadline = _owner.After(patience);
        _open.Add(this);
    }

    private CapturedExchange Capture(ExchangeEnd end)
    {
        var request = _request!;
        request.Complete();
        return new CapturedExchange
        {
            Url = Url,
            AskedAt = AskedAt,
            Request = request.ToBody(),
            RequestEncoding = request.Encoding,
            RequestType = request.ContentType,
            Reply = _reply.ToBody(),
            Head = _head,
            End = end,
            Error = _error,
            Provider = Provider,
            Marks = _reply.Marks,
            MaxBodyBytes = _owner.MaxBodyBytes,
            CapturesContent = Span.Tracer?.CapturesContent ?? true,
            CapturesVectors = Span.Tracer?.CapturesVectors ?? false,
        };
    }
}
