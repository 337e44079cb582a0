using System.Net;
using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.ModelServer;

public sealed class ScriptedModelServerTests : IDisposable
{
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Replies_are_taken_in_order_per_path()
    {
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Json("""{"n":1}""") with { Path = "/v1/chat" },
            ScriptedReply.Json("""{"n":2}""") with { Path = "/v1/em*" },
            ScriptedReply.Json("""{"n":3}""") with { Path = "/v1/chat" });

        (await PostAsync(server, "/v1/embeddings?a=b")).ShouldBe("""{"n":2}""");
        (await PostAsync(server, "/v1/chat?api-version=1")).ShouldBe("""{"n":1}""");
        (await PostAsync(server, "/v1/chat")).ShouldBe("""{"n":3}""");
        server.VerifyScriptWasFollowed();
    }

    [Fact]
    public async Task A_repeated_reply_is_never_used_up()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}") with { Repeat = true });
        for (var call = 0; call < 3; call++) (await PostAsync(server, "/any")).ShouldBe("{}");
    }

    [Fact]
    public async Task A_request_that_no_reply_fits_is_answered_599_and_fails_the_verification()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}") with { Path = "/v1/chat" });
        using var response = await _client.GetAsync(new Uri(server.Uri, "/v1/other"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(ScriptedModelServer.NothingFits);
        Should.Throw<InvalidOperationException>(server.VerifyScriptWasFollowed).Message.ShouldContain("no reply fits GET /v1/other");
    }

    [Fact]
    public async Task A_reply_that_no_request_took_fails_the_verification()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}"));
        Should.Throw<InvalidOperationException>(server.VerifyScriptWasFollowed);
    }

    [Fact]
    public async Task Status_and_headers_are_sent()
    {
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Json("{}", 429) with { Headers = [new("retry-after-ms", "5"), new("x-should-retry", "true")] });
        using var response = await _client.GetAsync(server.Uri, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.GetValues("retry-after-ms").ShouldBe(["5"]);
        response.Content.Headers.ContentLength.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_is_recorded_as_it_came_over_the_wire()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}") with { Repeat = true });
        for (var call = 0; call < 2; call++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Uri, "/v1/x?q=1"))
            {
                Content = new ByteArrayContent("""{"a":"ü"}"""u8.ToArray()),
            };
            request.Headers.TryAddWithoutValidation("X-First", "1");
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            request.Headers.TryAddWithoutValidation("x-last", "3");
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        var exchange = server.Exchanges[1];
        exchange.Headers.Select(header => header.Key).ShouldBe(["Host", "X-First", "Accept", "x-last", "Content-Length"]);
        exchange.Query.ShouldBe("?q=1");
        exchange.Json!["a"]!.GetValue<string>().ShouldBe("ü");
        Encoding.UTF8.GetString(exchange.Raw.Span).ShouldStartWith("POST /v1/x?q=1 HTTP/1.1\r\n");
        Encoding.UTF8.GetString(exchange.Raw.Span).ShouldEndWith("""{"a":"ü"}""");
        server.Exchanges[0].Raw.Span.SequenceEqual(exchange.Raw.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task A_chunked_request_is_recorded_with_its_framing()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Uri) { Content = new StringContent("abc") };
        request.Headers.TransferEncodingChunked = true;
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        server.Exchanges[0].BodyText.ShouldBe("abc");
        Encoding.UTF8.GetString(server.Exchanges[0].Raw.Span).ShouldEndWith("3\r\nabc\r\n0\r\n\r\n");
    }

    [Fact]
    public async Task Events_arrive_as_a_stream_without_a_length()
    {
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Sse("{\"n\":1}", "[DONE]"), ScriptedReply.Events(("start", "{}"), ("error", "{\"e\":1}")));
        using var response = await _client.GetAsync(server.Uri, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        response.Headers.TransferEncodingChunked.ShouldBe(true);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("data: {\"n\":1}\n\ndata: [DONE]\n\n");
        (await PostAsync(server, "/")).ShouldBe("event: start\ndata: {}\n\nevent: error\ndata: {\"e\":1}\n\n");
    }

    [Fact]
    public async Task A_cut_stream_delivers_its_chunks_and_then_fails()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse("1", "2", "3", "4") with { CutAfter = 3 });
            using var response = await _client.GetAsync(server.Uri, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            for (var chunk = 1; chunk <= 3; chunk++)
            {
                (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe($"data: {chunk}");
                (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("");
            }

            await Should.ThrowAsync<HttpIOException>(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_late_reply_does_not_hold_up_the_end_of_the_test()
    {
        var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}") with { Delay = TimeSpan.FromMinutes(5) });
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(() => _client.GetAsync(server.Uri, limit.Token));
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private async Task<string> PostAsync(ScriptedModelServer server, string path)
    {
        using var response = await _client.PostAsync(new Uri(server.Uri, path), new StringContent("{}"), TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
