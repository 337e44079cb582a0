using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.OpenAI.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tracing.Model;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests;

/// <summary>A call is one span, and what the SDK repeated is told in it, exactly.</summary>
public sealed class AttemptTests
{
    private const string Overloaded = "503 ClientResultException: HTTP 503 overloaded: Overloaded.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_failure_that_was_repeated_is_an_event_with_the_servers_words()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Busy, Replies.Ok);
        await using var watch = new Watch(Seen.ByPolicy);
        await AskAsync(watch.Chat(server.Uri, retries: 3));
        var span = await watch.SpanAsync();
        span.Attribute(WireNames.HttpAttempts)!.GetValue<long>().ShouldBe(3);
        span.Attempts().ShouldBe([Overloaded, Overloaded]);
        span.Events.Where(e => e.Name == WireNames.HttpAttemptEvent).ShouldAllBe(e => e.TimeUnixNano > span.StartUnixNano && e.TimeUnixNano < span.EndUnixNano);
        (span.Status, span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<long>()).ShouldBe((SpanStatusCode.Ok, 5L));
    }

    [Fact]
    public async Task Before_a_stream_they_are_told_too()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Stream);
        await using var watch = new Watch(Seen.ByBoth);
        await foreach (var _ in watch.Chat(server.Uri, retries: 1).CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: Token))
        {
            // Read to the end.
        }

        var span = await watch.SpanAsync();
        span.Attribute(WireNames.HttpAttempts)!.GetValue<long>().ShouldBe(2);
        // The SDK lets go of a streamed reply that it repeats without reading it.
        span.Attempts().ShouldBe(["503 ClientResultException: HTTP 503: Service Unavailable"]);
        span.Status.ShouldBe(SpanStatusCode.Ok);
    }

    [Theory]
    [InlineData(Seen.ByPolicy)]
    [InlineData(Seen.ByBoth)]
    public async Task An_application_that_asks_again_has_called_twice(Seen seen)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Busy, Replies.Ok);
        await using var watch = new Watch(seen);
        var client = watch.Chat(server.Uri, retries: 1);
        await Should.ThrowAsync<ClientResultException>(() => AskAsync(client));
        await AskAsync(client);
        var spans = await watch.SpansAsync(traces: 2);
        spans.Select(span => (span.Status, span.Attribute(WireNames.HttpAttempts)?.GetValue<long>())).ShouldBe([(SpanStatusCode.Error, 2L), (SpanStatusCode.Ok, (long?)null)]);
        watch.Traces.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_between_two_attempts_tells_what_it_was_waiting_for()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy);
        await using var watch = new Watch(Seen.ByPolicy);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var client = watch.Chat(server.Uri, configure: options => options.RetryPolicy = new Cancelling(limit));
        await Should.ThrowAsync<OperationCanceledException>(() => client.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: limit.Token));
        var span = await watch.SpanAsync();
        (span.StatusMessage, span.Call!.Outcome).ShouldBe(("ClientResultException: HTTP 503 overloaded: Overloaded.", WireOutcome.Cancelled));
        span.Attribute(WireNames.HttpAttempts).ShouldBeNull("one request went out");
    }

    [Fact]
    public async Task No_connection_and_then_one_is_told_by_the_connections_words()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByPolicy);
        var tries = 0;
        var transport = Transports.Before((_, _) => tries++ == 0 ? throw new HttpRequestException("Connection refused (example)") : Task.CompletedTask);
        await AskAsync(watch.Chat(server.Uri, retries: 1, configure: options => options.Transport = transport));
        (await watch.SpanAsync()).Attempts().ShouldBe(["HttpRequestException: Connection refused (example)"]);
    }

    [Theory]
    [InlineData(Seen.ByTap)]
    [InlineData(Seen.ByPolicy)]
    [InlineData(Seen.ByBoth)]
    public async Task A_reply_that_was_cut_and_then_a_whole_one_are_one_call(Seen seen)
    {
        var cut = ScriptedReply.Raw("application/json", "{\"id\":\"c1\","u8.ToArray(), "\"model\":\"m-1\"}"u8.ToArray()) with { CutAfter = 1 };
        await using var server = await ScriptedModelServer.StartAsync(cut, Replies.Ok);
        await using var watch = new Watch(seen);
        await AskAsync(watch.Chat(server.Uri, retries: 1));
        var span = await watch.SpanAsync();
        (span.Status, span.Attribute(WireNames.HttpAttempts)!.GetValue<long>()).ShouldBe((SpanStatusCode.Ok, 2L));
        server.Exchanges.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_fails_before_anything_is_sent_is_a_failed_call()
    {
        await using var watch = new Watch(Seen.ByPolicy);
        var client = watch.Chat(new Uri("http://127.0.0.1:9"), configure: options => options.AddPolicy(new Failing(), PipelinePosition.PerTry));
        await Should.ThrowAsync<InvalidOperationException>(() => AskAsync(client));
        var span = await watch.SpanAsync();
        span.StatusMessage.ShouldBe("InvalidOperationException: No token.");
        span.Inputs.IsAbsent.ShouldBeFalse();
    }

    [Fact]
    public async Task What_fails_after_a_good_reply_is_told_as_it_is_thrown()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByBoth);
        var client = watch.Chat(server.Uri, configure: options => options.AddPolicy(new Refusing(), PipelinePosition.PerTry));
        await Should.ThrowAsync<InvalidDataException>(() => AskAsync(client));
        (await watch.SpanAsync()).StatusMessage.ShouldBe("InvalidDataException: Not signed.");
    }

    private static async Task AskAsync(ChatClient client) => await client.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Token);

    private sealed class Cancelling(CancellationTokenSource limit) : ClientRetryPolicy(3)
    {
        protected override async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
        {
            await limit.CancelAsync();
            await base.WaitAsync(time, cancellationToken);
        }
    }

    private sealed class Refusing : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            await ProcessNextAsync(message, pipeline, currentIndex);
            throw new InvalidDataException("Not signed.");
        }
    }

    private sealed class Failing : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => throw new InvalidOperationException("No token.");

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => throw new InvalidOperationException("No token.");
    }
}
