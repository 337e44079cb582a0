using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using MlflowAutolog.OpenAI.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tracing.Model;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests;

/// <summary>What the tap cannot see, the policy does.</summary>
public sealed class TransportTests
{
    private static readonly Uri Nowhere = new("http://model.example");
    private static readonly ChatMessage[] Hi = [new UserChatMessage("Hi")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Seen.ByTap, 0)]
    [InlineData(Seen.ByPolicy, 1)]
    [InlineData(Seen.ByBoth, 1)]
    public async Task A_stack_without_diagnostics_is_seen_by_the_policy_alone(Seen seen, int spans)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(seen);
        await watch.Chat(server.Uri, configure: options => options.Transport = Transports.Unheard()).CompleteChatAsync(Hi, cancellationToken: Token);
        watch.Spans.Count.ShouldBe(spans);
    }

    [Fact]
    public async Task A_stubbed_handler_is_seen()
    {
        await using var watch = new Watch(Seen.ByPolicy);
        await watch.Chat(Nowhere, configure: options => options.Transport = Transports.Stubbed(Replies.Text)).CompleteChatAsync(Hi, cancellationToken: Token);
        var span = await watch.SpanAsync();
        span.Attribute(WireNames.Model)!.GetValue<string>().ShouldBe("m-1");
        Text(span.Inputs).ShouldContain("\"content\":\"Hi\"");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transport_without_HTTP_that_reads_no_request_is_seen_with_inputs_and_outputs(bool isSync)
    {
        await using var watch = new Watch(Seen.ByPolicy);
        var client = watch.Chat(Nowhere, configure: options => options.Transport = new CannedTransport(Replies.Text));
        var reply = isSync ? client.CompleteChat(Hi, cancellationToken: Token) : await client.CompleteChatAsync(Hi, cancellationToken: Token);
        reply.Value.Content[0].Text.ShouldBe("Hello");
        var span = await watch.SpanAsync();
        Text(span.Inputs).ShouldContain("\"content\":\"Hi\"");
        Text(span.Outputs).ShouldContain("Hello");
    }

    [Fact]
    public async Task A_made_up_stream_without_headers_is_read_as_one()
    {
        await using var watch = new Watch(Seen.ByPolicy);
        var client = watch.Chat(Nowhere, configure: options => options.Transport = new CannedTransport(Encoding.UTF8.GetString([.. Replies.Stream.Chunks.SelectMany(chunk => chunk.ToArray())])));
        await foreach (var _ in client.CompleteChatStreamingAsync(Hi, cancellationToken: Token))
        {
            // Read to the end.
        }

        var span = await watch.SpanAsync();
        Text(span.Outputs).ShouldContain("Hello");
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<long>().ShouldBe(5);
    }

    [Fact]
    public async Task A_response_that_keeps_its_stream_reaches_the_caller_and_is_told_without_its_reply()
    {
        await using var watch = new Watch(Seen.ByPolicy) { Reports = true };
        var stream = Encoding.UTF8.GetString([.. Replies.Stream.Chunks.SelectMany(chunk => chunk.ToArray())]);
        var client = watch.Chat(Nowhere, timeout: Timeout.InfiniteTimeSpan, configure: options => options.Transport = new CannedTransport(stream) { IsFrozen = true });
        var text = new StringBuilder();
        await foreach (var update in client.CompleteChatStreamingAsync(Hi, cancellationToken: Token)) text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
        text.ToString().ShouldBe("Hello");
        (await watch.SpanAsync()).Outputs.IsAbsent.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_content_that_can_be_written_but_once_is_written_once(bool isSync)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByBoth);
        var client = watch.Chat(server.Uri);
        using var content = new OneWay("""{"model":"m","messages":[{"role":"user","content":"once"}]}""");
        if (isSync) client.CompleteChat(content);
        else await client.CompleteChatAsync(content);
        content.Writes.ShouldBe(1);
        Text((await watch.SpanAsync()).Inputs).ShouldContain("once");
    }

    [Fact]
    public async Task A_content_that_was_never_sent_is_not_read()
    {
        await using var watch = new Watch(Seen.ByPolicy);
        using var content = new OneWay("{}");
        await watch.Chat(Nowhere, configure: options => options.Transport = new CannedTransport(Replies.Text)).CompleteChatAsync(content);
        content.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Policies_find_the_content_that_they_made()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Ok);
        await using var watch = new Watch(Seen.ByPolicy);
        var seen = new List<BinaryContent?>();
        var client = watch.Chat(server.Uri, retries: 1, configure: options => options.AddPolicy(new Noting(seen), PipelinePosition.PerTry));
        using var content = BinaryContent.Create(BinaryData.FromString("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}"""));
        await client.CompleteChatAsync(content);
        seen.Count.ShouldBe(4);
        seen.ShouldAllBe(one => ReferenceEquals(one, content));
        (await watch.SpanAsync()).Attribute(WireNames.HttpAttempts)!.GetValue<long>().ShouldBe(2);
    }

    [Fact]
    public async Task What_the_last_attempt_says_counts()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Ok);
        await using var watch = new Watch(Seen.ByPolicy);
        await watch.Chat(server.Uri, retries: 1, configure: options => options.AddPolicy(new Rewriting(), PipelinePosition.PerTry)).CompleteChatAsync(Hi, cancellationToken: Token);
        Text((await watch.SpanAsync()).Inputs).ShouldContain("\"try 2\"");
    }

    private static string Text(JsonText json) => Encoding.UTF8.GetString(json.Utf8.Span);

    private sealed class OneWay(string body) : BinaryContent
    {
        public int Writes { get; private set; }

        public override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        public override void WriteTo(Stream stream, CancellationToken cancellationToken = default)
        {
            if (++Writes > 1) throw new InvalidOperationException("The stream was read before.");
            stream.Write(Encoding.UTF8.GetBytes(body));
        }

        public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
        {
            if (++Writes > 1) throw new InvalidOperationException("The stream was read before.");
            return stream.WriteAsync(Encoding.UTF8.GetBytes(body), cancellationToken).AsTask();
        }

        public override void Dispose()
        {
        }
    }

    private sealed class Rewriting : PipelinePolicy
    {
        private int _tries;

        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Content = BinaryContent.Create(BinaryData.FromString($$"""{"model":"m","messages":[{"role":"user","content":"try {{++_tries}}"}]}"""));
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }

    private sealed class Noting(List<BinaryContent?> seen) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            seen.Add(message.Request.Content);
            ProcessNext(message, pipeline, currentIndex);
            seen.Add(message.Request.Content);
        }

        public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            seen.Add(message.Request.Content);
            await ProcessNextAsync(message, pipeline, currentIndex);
            seen.Add(message.Request.Content);
        }
    }
}
