using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI;
using OpenAI.Chat;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>What the goldens do not show of calls that fail.</summary>
public sealed class ErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retries_beneath_a_span_are_attempts_too()
    {
        var busy = ScriptedReply.Json("""{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}""", 429) with { Headers = [new("retry-after-ms", "5")] };
        await using var server = await ScriptedModelServer.StartAsync(busy, busy, ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped();
        using (tapped.Tracer.StartSpan("outer")) await SayHiAsync(server.Chat(retries: 2));
        tapped.Traces.ShouldHaveSingleItem().Spans.Select(span => span.Name).ShouldBe(["outer", "Completions"]);
        tapped.Spans[1].Attribute(WireNames.HttpAttempts)!.GetValue<long>().ShouldBe(3);
        tapped.Spans[1].Events.Count(e => e.Name == WireNames.HttpAttemptEvent).ShouldBe(2);
    }

    [Fact]
    public async Task An_attempt_that_was_redirected_is_still_one_of_the_same_call()
    {
        var busy = ScriptedReply.Json("""{"error":{"message":"Busy."}}""", 503) with { Headers = [new("retry-after-ms", "5")] };
        var elsewhere = ScriptedReply.Json("", 307) with { Headers = [new("Location", "/v2/chat/completions")] };
        await using var server = await ScriptedModelServer.StartAsync(busy, elsewhere, busy, elsewhere, ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped();
        var options = new OpenAIClientOptions { Endpoint = new Uri(server.Uri, "/v1"), Transport = new HttpClientPipelineTransport(new HttpClient()), RetryPolicy = new ClientRetryPolicy(2) };
        using (tapped.Tracer.StartSpan("outer")) await SayHiAsync(new ChatClient("m", new ApiKeyCredential("k"), options));
        tapped.Traces.ShouldHaveSingleItem().Spans.Select(span => span.Name).ShouldBe(["outer", "Completions"]);
        tapped.Spans[1].Attribute(WireNames.HttpAttempts)!.GetValue<long>().ShouldBe(3);
        tapped.Spans[1].Status.ShouldBe(SpanStatusCode.Ok);
    }

    [Fact]
    public async Task A_message_that_a_handler_sends_again_to_where_it_was_redirected_is_the_same_call()
    {
        var busy = ScriptedReply.Json("""{"error":{"message":"Busy."}}""", 503);
        var elsewhere = ScriptedReply.Json("", 307) with { Headers = [new("Location", "/v2/chat/completions")] };
        await using var server = await ScriptedModelServer.StartAsync(elsewhere, busy, ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped();
        using var client = new HttpClient(new Again());
        using (tapped.Tracer.StartSpan("outer"))
        using (var response = await client.SendAsync(Call.Request(server.Uri), Token)) response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        tapped.Spans.Select(span => span.Name).ShouldBe(["outer", "Completions"]);
        tapped.Spans[1].Attribute(WireNames.HttpAttempts)!.GetValue<long>().ShouldBe(2);
    }

    [Fact]
    public async Task A_call_whose_time_is_up_was_cancelled()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply) with { Delay = TimeSpan.FromMinutes(1) });
        await using var tapped = new Tapped();
        await Should.ThrowAsync<TaskCanceledException>(() => SayHiAsync(server.Chat(timeout: TimeSpan.FromSeconds(0.3))));
        (await tapped.SpanAsync()).Call!.Outcome.ShouldBe(WireOutcome.Cancelled);
    }

    [Fact]
    public async Task A_refused_connection_can_be_tried_again_and_names_the_address()
    {
        await using var tapped = new Tapped();
        await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(OpenAIClients.Chat(new Uri("http://127.0.0.1:9"))));
        var span = await tapped.SpanAsync();
        span.Call!.Outcome.ShouldBe(WireOutcome.Retryable);
        span.ExceptionEvent()!.Text(WireNames.ExceptionStackTrace).ShouldContain("127.0.0.1:9");
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_an_error_with_its_first_thousand_characters()
    {
        var page = "<html>Welcome to the proxy " + string.Concat(Enumerable.Repeat("of words ", 250));
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Text(page, "text/html"));
        await using var tapped = new Tapped();
        await Should.ThrowAsync<Exception>(() => SayHiAsync(server.Chat()));
        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Error);
        span.StatusMessage.ShouldStartWith("JsonException: HTTP 200 with a body that is no JSON: <html>Welcome to the proxy");
        span.StatusMessage!.Length.ShouldBeInRange(950, 1100);
        span.StatusMessage.ShouldEndWith(" …");
        span.OutputsJson().ShouldBeNull();
    }

    [Fact]
    public async Task A_key_in_the_servers_words_is_masked()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(
            """{"error":{"message":"Incorrect API key provided: sk-proj-abcdefghijklmnop. Try again.","code":"invalid_api_key"}}""", 401));
        await using var tapped = new Tapped();
        await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(server.Chat()));
        var span = await tapped.SpanAsync();
        span.StatusMessage.ShouldBe("ClientResultException: HTTP 401 invalid_api_key: Incorrect API key provided: sk-***. Try again.");
        span.ExceptionEvent()!.Text(WireNames.ExceptionMessage).ShouldNotContain("abcdefgh");
    }

    [Theory]
    [InlineData("""{"error":{"message":"No secret please","type":"invalid_request_error","code":null}}""", "HTTP 400 invalid_request_error")]
    [InlineData("""{"error":{"message":"No secret please","type":"invalid_request_error","code":"bad_value"}}""", "HTTP 400 bad_value invalid_request_error")]
    [InlineData("""{"error":{"message":"x","code":"your secret was refused"}}""", "HTTP 400")]
    [InlineData("""{"error":"No secret please"}""", "HTTP 400")]
    [InlineData("<p>No secret please</p>", "HTTP 400")]
    public async Task Without_content_an_error_is_told_by_its_names_and_not_in_the_servers_words(string body, string told)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(body, 400));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(server.Chat()));
        var span = await tapped.SpanAsync();
        span.StatusMessage.ShouldBe($"ClientResultException: {told}");
        span.ExceptionEvent()!.Text(WireNames.ExceptionMessage).ShouldBe(told);
        span.Call!.Error.ShouldNotBeNull().ShouldNotContain("secret");
    }

    private static async Task SayHiAsync(ChatClient client) => await client.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Token);

    private sealed class Again() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
