using System.Collections.Immutable;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Wire;

namespace MlflowAutolog.HttpTap;

/// <summary>Hears the HTTP stack: a request about to go out, its reply or failure. Nothing thrown here reaches the caller's request.</summary>
/// <remarks>
/// The pair <c>System.Net.Http.Request</c>/<c>.Response</c> is used and not <c>HttpRequestOut</c>: it is raised without an Activity, so a request that had no
/// Activity, and therefore no <c>traceparent</c>, has none with the tap either.
/// </remarks>
internal sealed class HttpEvents(HttpTapOwner owner) : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Request = "System.Net.Http.Request";
    private const string Response = "System.Net.Http.Response";
    private const string Failure = "System.Net.Http.Exception";
    private static readonly EventPayload RequestOf = new("Request");
    private static readonly EventPayload ResponseOf = new("Response");
    private static readonly EventPayload ExceptionOf = new("Exception");
    private static readonly EventPayload StatusOf = new("RequestTaskStatus");
    private static readonly HttpRequestOptionsKey<Exchange> Key = new("MlflowAutolog.Exchange");
    private static readonly HttpRequestOptionsKey<LedRequest> Led = new("MlflowAutolog.LedRequest");
    private readonly AsyncLocal<Exchange?> _exchange = new();
    private readonly OpenExchanges _open = new(owner.Time);
    private ImmutableArray<HttpTapOwner> _owners = [owner];
    private volatile bool _tellsHosts = owner.Hosts is not null;

    public void Add(HttpTapOwner more)
    {
        // Never off again: a request that was told of a trace may still be redirected.
        if (more.Hosts is not null) _tellsHosts = true;
        ImmutableInterlocked.Update(ref _owners, static (owners, one) => owners.Insert(0, one), more);
    }

    public void Remove(HttpTapOwner gone) => ImmutableInterlocked.Update(ref _owners, static (owners, one) => owners.Remove(one), gone);

    /// <summary>The stack's question whether to raise an event. For its Activity: never because of us.</summary>
    public static bool IsEnabled(string name, object? request, object? unused) => name is Request or Response or Failure;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        try
        {
            switch (value.Key)
            {
                case Request when RequestOf.Read(value.Value) is HttpRequestMessage request:
                    OnRequest(request);
                    break;
                case Failure when _exchange.Value is { } failed && ExceptionOf.Read(value.Value) is Exception error:
                    failed.Note(error);
                    break;
                case Response when _exchange.Value is { } exchange:
                    _exchange.Value = null;
                    OnReply(exchange, ResponseOf.Read(value.Value) as HttpResponseMessage, StatusOf.Read(value.Value) as TaskStatus? ?? TaskStatus.Faulted);
                    break;
            }
        }
        catch (Exception e)
        {
            SelfLog.Report("http tap", e);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _open.EndAll();

    private void OnRequest(HttpRequestMessage request)
    {
        // A request made while another one connects (a token, a proxy) must not end the other's exchange.
        if (_exchange.Value is not null) _exchange.Value = null;
        var led = LedBy(request);
        // Asked before the path: a redirect may lead to another one, and may make a GET of a POST.
        if (Resumed(request) is { } resumed) _exchange.Value = resumed;
        else if (led is null && Match(request) is { } match) _exchange.Value = Begin(request, match.By, match.Format);
        if (_tellsHosts) TraceHeader.Write(request, _owners, _exchange.Value?.Span ?? led?.Exchange?.Span);
    }

    /// <summary>The request that a hook above records already. Remembered on the message: a redirect and a handler's own retry send it again, to another address perhaps.</summary>
    private static LedRequest? LedBy(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(Led, out var known)) return known;
        if (LedRequest.Current is not { } led || !led.IsSentTo(request.RequestUri)) return null;
        request.Options.Set(Led, led);
        return led;
    }

    private static void OnReply(Exchange exchange, HttpResponseMessage? response, TaskStatus status)
    {
        exchange.PutBack();
        if (response is null) exchange.End(status == TaskStatus.Canceled ? ExchangeEnd.Cancelled : ExchangeEnd.Failed);
        else if (exchange.OnReply(HttpReply.HeadOf(response))) response.Content = new TeeResponseContent(response.Content, exchange);
    }

    private static Exchange? Resumed(HttpRequestMessage request)
    {
        if (!request.Options.TryGetValue(Key, out var exchange) || !exchange.AwaitsRedirect) return null;
        exchange.Resume(request.RequestUri!, request.Content is null ? null : new RequestCopy(request, exchange.MaxBodyBytes));
        return exchange;
    }

    private Exchange? Begin(HttpRequestMessage request, HttpTapOwner by, IWireFormat format)
    {
        var span = MlflowTracer.StartLeaf(by.Tracer, format.SpanName, format.SpanType);
        if (!span.IsRecording) return null;
        try
        {
            var exchange = new Exchange(span, by, format, _open, request.RequestUri!, new RequestCopy(request, by.MaxBodyBytes)) { Within = LedRequest.Current, AskedAt = AskedAt(request) };
            request.Options.Set(Key, exchange);
            return exchange;
        }
        catch (Exception)
        {
            // The caller's content could not be copied; without it there is no call to tell of, and an open span would wait for ever.
            span.Discard();
            throw;
        }
    }

    // A handler that tries again sends the message to where the last attempt was redirected.
    private static Uri AskedAt(HttpRequestMessage request)
        => request.Options.TryGetValue(Key, out var before) && before.Url == request.RequestUri ? before.AskedAt : request.RequestUri!;

    private (HttpTapOwner By, IWireFormat Format)? Match(HttpRequestMessage request)
    {
        foreach (var by in _owners)
        {
            if (by.Match(request) is not { } format) continue;
            return request.Options.TryGetValue(MlflowHttp.Own, out var own) && own ? null : (by, format);
        }

        return null;
    }
}
