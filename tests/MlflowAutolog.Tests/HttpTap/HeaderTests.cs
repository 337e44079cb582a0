using System.Diagnostics;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

/// <summary>Nothing of ours reaches a model server, and nothing that would not be there without us.</summary>
public sealed class HeaderTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    private static readonly string[] TraceHeaders = ["traceparent", "tracestate", "baggage", "Correlation-Context", "Request-Id"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_an_Activity_there_is_no_trace_header(bool isClientOlder)
    {
        using var server = new RawServer(Answer);
        (await HeadersAsync(server, isClientOlder, before: null, withOurs: false)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_span_of_ours_is_not_told_to_the_server(bool isClientOlder)
    {
        using var server = new RawServer(Answer);
        (await HeadersAsync(server, isClientOlder, before: null, withOurs: true)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task The_applications_own_trace_goes_on_as_without_us(bool isClientOlder, bool withOurs)
    {
        using var server = new RawServer(Answer);
        using var user = new Activity("user") { TraceStateString = "their=1" };
        user.AddBaggage("k", "v").Start();
        var headers = await HeadersAsync(server, isClientOlder, user, withOurs);
        headers.Keys.ShouldBe(["traceparent", "tracestate", "baggage"], ignoreOrder: true);
        headers["traceparent"].ShouldStartWith($"00-{user.TraceId}-");
        headers["tracestate"].ShouldBe("their=1");
        headers["baggage"].ShouldBe("k = v");
    }

    [Fact]
    public async Task A_header_that_the_application_set_itself_stays()
    {
        using var server = new RawServer(Answer);
        await using var tapped = new Tapped();
        using var client = new HttpClient();
        using var request = Call.Request(server.Uri);
        request.Headers.TryAddWithoutValidation("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");
        using var span = tapped.Tracer.StartSpan("ours");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Parse(server.Heads[0])["traceparent"].ShouldBe("00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");
    }

    [Fact]
    public async Task A_request_that_is_no_model_call_carries_nothing_of_ours_either()
    {
        using var server = new RawServer(Answer);
        await using var tapped = new Tapped();
        using var client = new HttpClient();
        using var span = tapped.Tracer.StartSpan("ours");
        using var response = await client.GetAsync(new Uri(server.Uri, "/other"), TestContext.Current.CancellationToken);
        Parse(server.Heads[0]).ShouldNotContainKey("traceparent");
        tapped.Tracer.CurrentSpan.ShouldBeSameAs(span);
    }

    [Fact]
    public async Task The_applications_own_listener_sees_the_request_Activity_as_without_us()
    {
        using var server = new RawServer(Answer);
        var seen = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var tapped = new Tapped();
        using var client = new HttpClient();
        using (tapped.Tracer.StartSpan("ours"))
        {
            using var response = await client.SendAsync(Call.Request(server.Uri), TestContext.Current.CancellationToken);
        }

        var activity = seen.ShouldHaveSingleItem();
        activity.ParentSpanId.ShouldBe(default);
        Parse(server.Heads[0])["traceparent"].ShouldContain(activity.SpanId.ToHexString());
        var spans = tapped.Traces.ShouldHaveSingleItem().Spans;
        spans.Select(span => span.Name).ShouldBe(["ours", "Completions"]);
    }

    [Fact]
    public async Task No_request_gets_an_Activity_because_of_the_tap()
    {
        using var server = new RawServer(Answer);
        await using var tapped = new Tapped();
        Activity? during = null;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                during = Activity.Current;
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        });
        using var model = await client.SendAsync(Call.Request(server.Uri), TestContext.Current.CancellationToken);
        using var other = await client.GetAsync(new Uri(server.Uri, "/other"), TestContext.Current.CancellationToken);
        during.ShouldBeNull();
        server.Heads.SelectMany(head => Parse(head).Keys).ShouldBeEmpty();
    }

    private static async Task<Dictionary<string, string>> HeadersAsync(RawServer server, bool isClientOlder, Activity? before, bool withOurs)
    {
        var client = isClientOlder ? new HttpClient() : null;
        // Used once, so that the handler has made its inner parts.
        if (client is not null) (await client.GetAsync(server.Uri, TestContext.Current.CancellationToken)).Dispose();
        await using var tapped = new Tapped();
        client ??= new HttpClient();
        using (client)
        using (withOurs ? tapped.Tracer.StartSpan("ours") : MlflowSpan.None)
        {
            var current = Activity.Current;
            using var response = await client.SendAsync(Call.Request(server.Uri), TestContext.Current.CancellationToken);
            Activity.Current.ShouldBeSameAs(current);
        }

        tapped.Spans.Count(span => span.Name == "Completions").ShouldBe(1);
        tapped.Traces.Count.ShouldBe(1);
        if (before is not null) Activity.Current.ShouldBeSameAs(before);
        return Parse(server.Heads[^1]);
    }

    private static Dictionary<string, string> Parse(string head)
        => head.Split("\r\n").Skip(1).Select(line => line.Split(": ", 2))
            .Where(pair => TraceHeaders.Contains(pair[0], StringComparer.OrdinalIgnoreCase))
            .ToDictionary(pair => pair[0], pair => pair[1]);
}
