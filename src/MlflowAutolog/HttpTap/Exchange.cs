using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire;

namespace MlflowAutolog.HttpTap;

/// <summary>One request to a model and its reply, from the first byte sent to the last byte read. Ends exactly once.</summary>
internal sealed class Exchange : IDeferredContent, IByteSink
{
    private const int MostMarks = 256;
    private readonly object _lock = new();
    private readonly MlflowSpan _span;
    private readonly HttpTapOwner _owner;
    private readonly IWireFormat _format;
    private readonly OpenExchanges _open;
    private readonly long _started;
    private List<ReadMark>? _marks;
    private readonly BodyBuffer _reply;
    private RequestCopy? _request;
    private ReplyHead _head;
    private Exception? _error;
    private CapturedExchange? _captured;
    private string? _key;
    private long _redirectedUnixNano;
    private bool _ended;

    public Exchange(MlflowSpan span, HttpTapOwner owner, IWireFormat format, OpenExchanges open, HttpRequestMessage request)
    {
        _span = span;
        _owner = owner;
        _format = format;
        _open = open;
        _started = owner.Time.GetTimestamp();
        _reply = new BodyBuffer(owner.MaxBodyBytes);
        _request = new RequestCopy(request, owner.MaxBodyBytes);
        Url = request.RequestUri!;
        span.Deferred = this;
        span.GiveUp = () => End(ExchangeEnd.Expired);
    }

    public Uri Url { get; private set; }

    public MlflowSpan Span => _span;

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

    /// <summary>A redirect came in: if the handler follows it, the same request begins again and this exchange goes on.</summary>
    public bool AwaitsRedirect { get; private set; }

    /// <summary>When to stop waiting for a reader, in the owner's time; moved by every read.</summary>
    public long Deadline { get; private set; }

    public void Resume(HttpRequestMessage request)
    {
        lock (_lock)
        {
            AwaitsRedirect = false;
            _redirectedUnixNano = 0;
            Url = request.RequestUri!;
            _key = null;
            // What became a GET has no body; what was asked is still what the first request said.
            if (request.Content is not null) _request = new RequestCopy(request, _owner.MaxBodyBytes);
        }

        _open.Remove(this);
    }

    /// <summary>The connection reported why it failed; the end follows with <see cref="OnReply"/>.</summary>
    public void Note(Exception error) => _error = error;

    /// <summary>The headers of the reply are in, or there will be none.</summary>
    public void OnReply(HttpResponseMessage? response, TaskStatus status)
    {
        _request?.PutBack();
        if (response is null)
        {
            End(status == TaskStatus.Canceled ? ExchangeEnd.Cancelled : ExchangeEnd.Failed);
            return;
        }

        _head = ReplyHead.Of(response);
        if (_head.IsRedirect) AwaitRedirect();
        else if (_head.HasNoBody || _head.IsUpgrade) End(ExchangeEnd.Complete);
        else Attach(response);
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
            if (_head.KeepsBody || KeepsMedia) _reply.Append(bytes);
            if (_head.IsEventStream) Mark();
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
            SelfLog.Report("http tap", e);
        }
        finally
        {
            // A redirect that nobody followed was the answer when it came, not when we stopped waiting.
            _span.EndAt(_redirectedUnixNano);
        }
    }

    public SpanData? Apply(SpanData span) => _captured is null ? span : new ExchangeMapper(_format, _captured).Apply(span);

    private bool KeepsMedia => _format.KeepsMedia && (_span.Tracer?.CapturesContent ?? true);

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

    private void Attach(HttpResponseMessage response)
    {
        lock (_lock)
        {
            if (response.Content.Headers.ContentLength is { } length) _reply.Expect(length);
            Deadline = _owner.After(OpenExchanges.Patience);
        }

        response.Content = new TeeResponseContent(response.Content, this);
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
            RequestType = request.ContentType,
            Reply = _reply.ToBody(),
            Head = _head,
            End = end,
            Error = _error,
            Marks = _marks ?? (IReadOnlyList<ReadMark>)[],
            MaxBodyBytes = _owner.MaxBodyBytes,
            CapturesContent = _span.Tracer?.CapturesContent ?? true,
            CapturesVectors = _span.Tracer?.CapturesVectors ?? false,
        };
    }

    private void Mark()
    {
        _marks ??= [];
        if (_marks.Count < MostMarks) _marks.Add(new ReadMark(_reply.Length, _owner.Time.GetElapsedTime(_started)));
    }
}
