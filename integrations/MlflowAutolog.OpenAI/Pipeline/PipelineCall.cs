using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.OpenAI.Pipeline;

/// <summary>One call of a client, as System.ClientModel's pipeline has it, told to an <see cref="Exchange"/>.</summary>
internal sealed class PipelineCall
{
    private static readonly Func<PipelineMessage, string, string?> Header = static (message, name)
        => message.Response!.Headers?.TryGetValue(name, out var value) is true ? value : name == "Content-Type" ? TypeOf(message) : null;

    private readonly ContentCopy _content;
    private readonly Exchange? _exchange;
    private LedRequest? _above;
    private Attempt? _last;

    private PipelineCall(ContentCopy content, Exchange? exchange)
    {
        _content = content;
        _exchange = exchange;
    }

    /// <summary>Begins the call of a message; <see langword="null"/> when it is no model call, or nobody wants to know.</summary>
    public static PipelineCall? Begin(PipelineMessage message, MlflowTracer? tracer, string? provider)
    {
        if (PlacedHook.Of(tracer) is not { } hook) return null;
        var request = message.Request;
        if (request.Method != "POST" || request.Content is null || request.Uri is not { } url || hook.Match(url) is not { } format) return null;
        var content = new ContentCopy(request, hook.MaxBodyBytes);
        if (!hook.TryBegin(tracer, format, url, content, provider, out var exchange)) return null;
        var call = new PipelineCall(content, exchange);
        message.SetProperty(typeof(PipelineCall), call);
        return call;
    }

    /// <summary>The call that a message is of.</summary>
    public static PipelineCall? Of(PipelineMessage message) => message.TryGetProperty(typeof(PipelineCall), out var call) ? call as PipelineCall : null;

    public void Sending(PipelineMessage message)
    {
        var url = message.Request.Uri!;
        if (_exchange is not null)
        {
            if (_last is { } repeated) _exchange.Earlier!.Add(repeated);
            _exchange.Resume(url, null);
            _content.StandIn();
        }

        _above = LedRequest.Current;
        LedRequest.Current = new LedRequest(url, _exchange);
    }

    public void Sent(PipelineMessage message, Exception? failure)
    {
        LedRequest.Current = _above;
        if (_exchange is null) return;
        _content.PutBack();
        var now = _exchange.Span.Trace!.Clock.Now;
        _last = failure is null ? AttemptOf(message, now) : new Attempt(default, default, CauseOf(failure), now);
    }

    /// <summary>The reply is the caller's.</summary>
    public void Answered(PipelineMessage message)
    {
        if (_exchange is null) return;
        try
        {
            // A transport that is none, of a test for one, may not have asked for it.
            _content.Complete();
            var response = message.Response!;
            var head = HeadOf(message);
            if (message.BufferResponse) _exchange.OnWholeReply(head, response.Content.ToMemory().Span);
            else if (response.ContentStream is not { } stream) _exchange.OnWholeReply(head, default);
            else if (_exchange.OnReply(head)) response.ContentStream = new TeeReadStream(stream, _exchange);
        }
        catch (Exception)
        {
            // A response of the application's own that cannot be read or replaced: the call is over for us, and told without its reply.
            _exchange.End(ExchangeEnd.Complete);
            throw;
        }
    }

    /// <summary>The caller gets an exception.</summary>
    public void Failed(Exception failure)
    {
        if (_exchange is null) return;
        var end = failure is OperationCanceledException ? ExchangeEnd.Cancelled : ExchangeEnd.Failed;
        // Between two attempts there is an error reply already, and it says more than that the waiting was ended.
        if (_last is { Head.Status: >= 300 } answered) _exchange.OnWholeReply(answered.Head, answered.Reply.Head.Span, end);
        else if (CauseOf(failure) is { } cause) _exchange.Fail(cause);
        else _exchange.End(end);
    }

    private static ReplyHead HeadOf(PipelineMessage message) => ReplyHead.Of(message, message.Response!.Status, message.Response.ReasonPhrase, Header);

    // Servers say what they send; replies that an application makes up for its tests often do not, and what is not buffered is read as a stream of events.
    private static string? TypeOf(PipelineMessage message) => message.BufferResponse ? null : "text/event-stream";

    private Attempt AttemptOf(PipelineMessage message, long now)
    {
        var head = HeadOf(message);
        var body = message is { BufferResponse: true, Response: { IsError: true } response } ? BodyBuffer.Collect(response.Content.ToMemory().Span, _exchange!.MaxBodyBytes) : default;
        return new Attempt(head, body, null, now);
    }

    /// <summary>What went wrong beneath the SDK's own exceptions, and where it tried several times, the last time; <see langword="null"/> when the call was cancelled or its time was up.</summary>
    private static Exception? CauseOf(Exception failure) => failure switch
    {
        OperationCanceledException => null,
        AggregateException { InnerExceptions: [.., var last] } => CauseOf(last),
        ClientResultException { Status: 0, InnerException: { } inner } => CauseOf(inner),
        _ => failure,
    };
}
