using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Text;
using MlflowAutolog.OpenAI.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests;

/// <summary>With the tap and the policy a call is one span, whatever lies between them; and a call of somebody else's in between is one of its own.</summary>
public sealed class BothTests
{
    private const string Guard = """{"model":"guard","messages":[{"role":"user","content":"Is it safe?"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("same address")]
    [InlineData("another address")]
    public async Task A_handlers_own_call_is_a_call_of_its_own(string where)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok with { Repeat = true });
        await using var watch = new Watch(Seen.ByBoth);
        using var guard = new HttpClient();
        var transport = Transports.Before(async (request, token) =>
        {
            var url = where == "same address" ? new Uri(request.RequestUri!.AbsoluteUri) : new Uri(server.Uri, "/guard/chat/completions");
            using var reply = await guard.PostAsync(url, new StringContent(Guard, Encoding.UTF8, "application/json"), token);
        });
        await AskAsync(watch.Chat(server.Uri, configure: options => options.Transport = transport));
        (await watch.SpansAsync(traces: 2)).Select(span => span.Attribute("model")!.GetValue<string>()).Order().ShouldBe(["guard", "m"]);
    }

    [Fact]
    public async Task A_handlers_own_client_of_the_SDK_is_seen_too()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok with { Repeat = true });
        await using var watch = new Watch(Seen.ByBoth);
        var guard = server.Chat("guard");
        var transport = Transports.Before((_, token) => guard.CompleteChatAsync([new UserChatMessage("Is it safe?")], cancellationToken: token));
        await AskAsync(watch.Chat(server.Uri, configure: options => options.Transport = transport));
        (await watch.SpansAsync(traces: 2)).Select(span => span.Attribute("model")!.GetValue<string>()).Order().ShouldBe(["guard", "m"]);
    }

    [Fact]
    public async Task A_handler_that_sends_the_call_elsewhere_does_not_double_it()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByBoth);
        var transport = Transports.Before((request, _) =>
        {
            request.RequestUri = new Uri(server.Uri, "/elsewhere/chat/completions");
            return Task.CompletedTask;
        });
        await AskAsync(watch.Chat(new Uri("http://model.example"), configure: options => options.Transport = transport));
        (await watch.SpansAsync(traces: 2)).ShouldHaveSingleItem();
        server.Exchanges.ShouldHaveSingleItem().Path.ShouldBe("/elsewhere/chat/completions");
    }

    [Fact]
    public async Task A_handler_that_changes_the_body_does_not_double_the_call()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByBoth);
        var transport = Transports.Before((request, _) =>
        {
            request.Content = new StringContent("""{"model":"m","messages":[],"enable_thinking":true}""", Encoding.UTF8, "application/json");
            return Task.CompletedTask;
        });
        await AskAsync(watch.Chat(server.Uri, configure: options => options.Transport = transport));
        await watch.SpanAsync();
    }

    [Fact]
    public async Task A_redirect_that_the_handler_follows_belongs_to_the_call()
    {
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Json("", 307) with { Headers = [new("Location", "/elsewhere/chat/completions")] }, Replies.Ok);
        await using var watch = new Watch(Seen.ByBoth);
        await AskAsync(watch.Chat(server.Uri, configure: options => options.Transport = Transports.Over(new SocketsHttpHandler())));
        await watch.SpanAsync();
        server.Exchanges.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_handlers_own_retry_belongs_to_the_call()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Ok);
        await using var watch = new Watch(Seen.ByBoth);
        await AskAsync(watch.Chat(server.Uri, configure: options => options.Transport = Transports.Over(new Again())));
        (await watch.SpanAsync()).Status.ShouldBe(SpanStatusCode.Ok);
        server.Exchanges.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_sampling_leaves_out_is_not_drawn_again_by_the_tap()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok with { Repeat = true });
        var draws = 0;
        await using var watch = new Watch(Seen.ByBoth, options => options.Sampler = _ => draws++ % 2 == 0 ? 0.0 : 1.0);
        var client = watch.Chat(server.Uri);
        for (var i = 0; i < 4; i++) await AskAsync(client);
        draws.ShouldBe(4);
        watch.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_listed_host_is_told_the_policys_span()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByBoth, options => options.PropagateTo.Add("127.0.0.1"));
        await AskAsync(watch.Chat(server.Uri));
        var span = await watch.SpanAsync();
        server.Exchanges[0].Headers.Where(header => header.Key == "mlflow-traceparent").Select(header => header.Value).ShouldBe([$"00-{span.TraceId}-{span.SpanId}-01"]);
    }

    [Fact]
    public async Task A_client_with_a_tracer_of_its_own_is_recorded_there_and_not_by_the_tap()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var tap = new Watch(Seen.ByTap);
        await using var own = new Watch(Seen.ByPolicy);
        using (tap.Tracer.StartSpan("request")) await AskAsync(own.Chat(server.Uri));
        tap.Spans.Select(span => span.Name).ShouldBe(["request"]);
        (await own.SpanAsync()).IsRoot.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_call_is_over_an_equal_one_by_other_means_is_another(bool isSync)
    {
        const string Body = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok with { Repeat = true });
        await using var watch = new Watch(Seen.ByBoth);
        // The SDK's own retries and logging are asynchronous methods in both cases, and would hide what is left behind on the flow.
        var client = watch.Chat(server.Uri, configure: options =>
        {
            options.RetryPolicy = new Once();
            options.ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false };
        });
        using var content = BinaryContent.Create(BinaryData.FromString(Body));
        if (isSync) client.CompleteChat(content);
        else await client.CompleteChatAsync(content);
        using var other = new HttpClient();
        using var reply = await other.PostAsync(new Uri(server.Uri, "/v1/chat/completions"), new StringContent(Body, Encoding.UTF8, "application/json"), Token);
        (await watch.SpansAsync(traces: 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Many_at_once_keep_apart()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Stream with { Repeat = true });
        await using var watch = new Watch(Seen.ByBoth);
        var client = watch.Chat(server.Uri);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var span = watch.Tracer.StartSpan($"request {i}");
            await foreach (var _ in client.CompleteChatStreamingAsync([new UserChatMessage($"question {i}")], cancellationToken: Token))
            {
                // Read to the end.
            }
        }));
        watch.Traces.Count.ShouldBe(50);
        foreach (var trace in watch.Traces)
        {
            trace.Spans.Count.ShouldBe(2);
            Encoding.UTF8.GetString(trace.Spans[1].Inputs.Utf8.Span).ShouldContain($"\"question {trace.Spans[0].Name.Split(' ')[1]}\"");
        }
    }

    private static async Task AskAsync(ChatClient client) => await client.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Token);

    private sealed class Once : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNextAsync(message, pipeline, currentIndex);
    }

    private sealed class Again() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = await base.SendAsync(request, cancellationToken);
            return reply.StatusCode == HttpStatusCode.ServiceUnavailable ? await base.SendAsync(request, cancellationToken) : reply;
        }
    }
}
