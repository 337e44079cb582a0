using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Responses;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>Streams that nobody read to their end, through the SDK's own reader.</summary>
public sealed class LeftEarlyTests
{
    private static (string, string) Delta(string text) => Responding.Event(
        "response.output_text.delta", $"\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"{text}\",\"logprobs\":[],\"sequence_number\":1");

    private static (string, string) Added => Responding.Event("response.output_item.added", """ "sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]} """);

    [Fact]
    public async Task A_stream_left_early_is_good_with_what_was_read()
    {
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Events([Responding.Created, Added, Delta("One"), .. Enumerable.Repeat(Delta(" two"), 20), Responding.End("completed")]) with { ChunkDelay = TimeSpan.FromMilliseconds(30) });
        await using var tapped = new Tapped();
        await foreach (var update in server.Responses().CreateResponseStreamingAsync(Asking(), TestContext.Current.CancellationToken))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate) break;
        }

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.Attribute(WireNames.StreamAbandoned)!.GetValue<bool>().ShouldBeTrue();
        span.OutputsJson()!["output"]![0]!["content"]![0]!["text"]!.ToString().ShouldStartWith("One");
        span.OutputsJson()!["id"]!.ToString().ShouldBe("resp_1");
        span.Attribute(WireNames.ChatTokenUsage).ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_an_error_with_what_came()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Events(Responding.Created, Added, Delta("One"), Delta(" two"), Responding.End("completed")) with { CutAfter = 4 });
        await using var tapped = new Tapped();
        await Should.ThrowAsync<Exception>(() => ReadAsync(server.Responses()));

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Error);
        span.ExceptionEvent().ShouldNotBeNull();
        span.OutputsJson()!["output"]![0]!["content"]![0]!["text"]!.ToString().ShouldBe("One two");
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("m-1");
    }

    [Fact]
    public async Task A_stream_that_is_left_after_its_last_event_was_read_to_its_end()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Events(Responding.Created, Responding.End("completed"), ("ping", "{}")) with { ChunkDelay = TimeSpan.FromMilliseconds(100) });
        await using var tapped = new Tapped();
        await foreach (var update in server.Responses().CreateResponseStreamingAsync(Asking(), TestContext.Current.CancellationToken))
        {
            if (update is StreamingResponseCompletedUpdate) break;
        }

        (await tapped.SpanAsync()).Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    private static CreateResponseOptions Asking() => new() { Model = "m", InputItems = { ResponseItem.CreateUserMessageItem("Hi") }, StreamingEnabled = true };

    private static async Task ReadAsync(ResponsesClient client)
    {
        await foreach (var _ in client.CreateResponseStreamingAsync(Asking(), TestContext.Current.CancellationToken))
        {
            // What comes is of no interest here.
        }
    }
}
