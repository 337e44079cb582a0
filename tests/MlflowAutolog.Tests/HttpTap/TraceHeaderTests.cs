using System.Diagnostics;
using System.Net;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Propagation;
using MlflowAutolog.TestSupport.Hosting;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

/// <summary>Our header goes to hosts that were listed, and to nobody else.</summary>
public sealed class TraceHeaderTests
{
    private const string Own = "mlflow-traceparent";
    private const string Users = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";

    [Fact]
    public async Task A_listed_host_is_told_the_current_span()
    {
        await using var server = await Server.StartAsync();
        await using var tapped = new Tapped(options => options.PropagateTo.Add("127.0.0.1"));
        using var span = tapped.Tracer.StartSpan("ours");
        await server.GetAsync();
        server.Seen.ShouldHaveSingleItem()[Own].ShouldBe($"00-{span.TraceId[3..]}-{span.SpanId}-01");
    }

    [Fact]
    public async Task Without_a_span_it_is_told_nothing()
    {
        await using var server = await Server.StartAsync();
        await using var tapped = new Tapped(options => options.PropagateTo.Add("127.0.0.1"));
        await server.GetAsync();
        server.Seen.ShouldHaveSingleItem().ShouldNotContainKey(Own);
    }

    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("127.0.0.1:1")]
    [InlineData("*.0.0.1.example")]
    public async Task A_host_that_is_not_listed_is_told_nothing(string listed)
    {
        await using var server = await Server.StartAsync();
        await using var tapped = new Tapped(options => options.PropagateTo.Add(listed));
        using var span = tapped.Tracer.StartSpan("ours");
        await server.GetAsync();
        server.Seen.ShouldHaveSingleItem().Keys.ShouldBe(["Host"]);
    }

    [Theory]
    [InlineData("*", "http://orders.internal/", true)]
    [InlineData("*", "https://api.openai.com/v1/chat/completions", false)]
    [InlineData("*.com", "https://api.openai.com/v1/chat/completions", false)]
    [InlineData("*", "http://localhost:11434/api/chat", false)]
    [InlineData("api.openai.com", "https://api.openai.com/v1/chat/completions", true)]
    public void A_model_vendor_is_told_only_when_it_is_named(string listed, string url, bool isTold)
    {
        var options = new MlflowOptions();
        options.PropagateTo.Add(listed);
        MlflowAutolog.HttpTap.ListedHosts.Of(options)!.Contains(new Uri(url)).ShouldBe(isTold);
    }

    [Fact]
    public async Task All_else_of_the_request_is_as_it_was_and_so_is_the_applications_own_trace()
    {
        await using var server = await Server.StartAsync();
        using var user = new Activity("user") { TraceStateString = "their=1" };
        user.AddBaggage("k", "v").Start();
        await server.GetAsync();
        await using var tapped = new Tapped(options => options.PropagateTo.Add("127.0.0.1"));
        using (tapped.Tracer.StartSpan("ours"))
        {
            await server.GetAsync();
            Activity.Current.ShouldBeSameAs(user);
            user.TraceStateString.ShouldBe("their=1");
            user.Baggage.ShouldBe([new("k", "v")]);
        }

        // .NET gives each request a span id of its own.
        foreach (var headers in server.Seen) headers["traceparent"] = headers["traceparent"].Replace(headers["traceparent"].Split('-')[2], "", StringComparison.Ordinal);
        server.Seen[1].Remove(Own).ShouldBeTrue();
        server.Seen[1].ShouldBe(server.Seen[0]);
    }

    [Fact]
    public async Task A_header_that_the_application_set_itself_stays()
    {
        await using var server = await Server.StartAsync();
        await using var tapped = new Tapped(options => options.PropagateTo.Add("127.0.0.1"));
        using var span = tapped.Tracer.StartSpan("ours");
        await server.GetAsync(request => request.Headers.TryAddWithoutValidation(Own, Users));
        server.Seen.ShouldHaveSingleItem()[Own].ShouldBe(Users);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_redirect_is_told_by_where_it_leads(bool isFirstListed, bool isSecondListed)
    {
        await using var second = await Server.StartAsync();
        await using var first = await Server.StartAsync(redirectTo: second.Uri);
        await using var tapped = new Tapped(options =>
        {
            if (isFirstListed) options.PropagateTo.Add($"127.0.0.1:{first.Uri.Port}");
            if (isSecondListed) options.PropagateTo.Add($"127.0.0.1:{second.Uri.Port}");
        });
        using var span = tapped.Tracer.StartSpan("ours");
        await first.GetAsync();
        first.Seen.ShouldHaveSingleItem().ContainsKey(Own).ShouldBe(isFirstListed);
        second.Seen.ShouldHaveSingleItem().ContainsKey(Own).ShouldBe(isSecondListed);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_is_told_by_where_it_goes_then()
    {
        await using var listed = await Server.StartAsync();
        await using var other = await Server.StartAsync();
        await using var tapped = new Tapped(options => options.PropagateTo.Add($"127.0.0.1:{listed.Uri.Port}"));
        using var span = tapped.Tracer.StartSpan("ours");
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, listed.Uri);
        (await invoker.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        request.RequestUri = other.Uri;
        (await invoker.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        listed.Seen.ShouldHaveSingleItem().ShouldContainKey(Own);
        other.Seen.ShouldHaveSingleItem().ShouldNotContainKey(Own);
    }

    [Fact]
    public async Task With_a_key_the_header_is_signed()
    {
        const string Key = "a key of ours, long enough";
        await using var server = await Server.StartAsync();
        await using var tapped = new Tapped(options =>
        {
            options.PropagateTo.Add("127.0.0.1");
            options.PropagationKey = Key;
        });
        using var span = tapped.Tracer.StartSpan("ours");
        await server.GetAsync();
        var header = server.Seen.ShouldHaveSingleItem()[Own];
        header.ShouldStartWith($"00-{span.TraceId[3..]}-{span.SpanId}-01;t=");
        HeaderSignature.IsRight(header, Key, DateTimeOffset.UtcNow).ShouldBeTrue();
    }

    [Fact]
    public async Task A_model_call_hands_on_its_own_span()
    {
        using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        await using var tapped = new Tapped(options => options.PropagateTo.Add("127.0.0.1"));
        using var client = new HttpClient();
        (await client.SendAsync(Call.Request(server.Uri), TestContext.Current.CancellationToken)).Dispose();
        var call = await tapped.SpanAsync();
        server.Heads.ShouldHaveSingleItem().ShouldContain($"{Own}: 00-{call.TraceId.ToHexString()}-{call.SpanId.ToHexString()}-01");
    }

    [Fact]
    public async Task What_sampling_left_out_is_told_as_such()
    {
        await using var server = await Server.StartAsync();
        await using var tapped = new Tapped(options =>
        {
            options.PropagateTo.Add("127.0.0.1");
            options.SamplingRatio = 0;
        });
        using var span = tapped.Tracer.StartSpan("ours");
        await server.GetAsync();
        server.Seen.ShouldHaveSingleItem()[Own].ShouldEndWith("-00");
    }

    [Fact]
    public async Task Each_tracer_tells_its_own_hosts_of_its_own_spans()
    {
        await using var server = await Server.StartAsync();
        await using var teller = new Tapped(options => options.PropagateTo.Add("127.0.0.1"));
        await using var silent = new Tapped();
        using (silent.Tracer.StartSpan("theirs")) await server.GetAsync();
        using (teller.Tracer.StartSpan("ours")) await server.GetAsync();
        server.Seen.Select(headers => headers.ContainsKey(Own)).ShouldBe([false, true]);
    }

    /// <summary>A server that keeps the headers of what it is asked.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private LoopbackHost _host = null!;

        public Uri Uri => _host.Uri;

        public List<Dictionary<string, string>> Seen { get; } = [];

        public static async Task<Server> StartAsync(Uri? redirectTo = null)
        {
            var server = new Server();
            server._host = await LoopbackHost.StartAsync(context =>
            {
                server.Seen.Add(context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
                if (redirectTo is not null) context.Response.Redirect(redirectTo.AbsoluteUri);
                return Task.CompletedTask;
            });
            return server;
        }

        public async Task GetAsync(Action<HttpRequestMessage>? prepare = null)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, Uri);
            prepare?.Invoke(request);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        public ValueTask DisposeAsync() => _host.DisposeAsync();
    }
}
