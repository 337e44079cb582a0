using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>Streams of completions over the wire, as the network and the vendors deliver them.</summary>
public sealed class ChatStreamCallTests
{
    private const string Asked = """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}""";

    [Fact]
    public async Task Bytes_of_a_character_that_come_apart_are_that_character()
    {
        var stream = Encoding.UTF8.GetBytes("data: " + Chunk("Grüße 👋") + "\n\ndata: [DONE]\n\n");
        var span = await ReadAsync(ScriptedReply.Raw("text/event-stream", stream.Select(b => (ReadOnlyMemory<byte>)new[] { b })));
        TextOf(span).ShouldBe("Grüße 👋");
        span.Chunks().Single().Text(WireNames.ChunkValue).ShouldContain("Grüße 👋");
    }

    [Fact]
    public async Task A_byte_that_is_no_text_costs_a_character_and_no_more()
    {
        byte[] stream = [.. Encoding.UTF8.GetBytes("data: "), .. Encoding.UTF8.GetBytes(Chunk("a?b")).Select(b => b == (byte)'?' ? (byte)0xFF : b), .. "\n\ndata: [DONE]\n\n"u8];
        TextOf(await ReadAsync(ScriptedReply.Raw("text/event-stream", [stream]))).ShouldBe("a\ufffdb");
    }

    [Fact]
    public async Task Comments_between_the_chunks_are_no_chunks()
    {
        var span = await ReadAsync(ScriptedReply.Raw("text/event-stream",
            Encoding.UTF8.GetBytes($": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\ndata: {Chunk("Hel")}\n\n: OPENROUTER PROCESSING\n\nevent: x\nid: 7\ndata: {Chunk("lo")}\n\ndata: [DONE]\n\n")));
        TextOf(span).ShouldBe("Hello");
        span.Chunks().Count().ShouldBe(2);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    [Fact]
    public async Task Of_usage_in_every_chunk_the_last_counts()
    {
        var span = await ReadAsync(ScriptedReply.Sse(Chunk("a", usage: 1), Chunk("b", usage: 2), Chunk("c", usage: 3), "[DONE]"));
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe("""{"input_tokens":5,"output_tokens":3,"total_tokens":8}""");
    }

    [Fact]
    public async Task A_stream_without_usage_has_none() => (await ReadAsync(ScriptedReply.Sse(Chunk("a"), "[DONE]"))).Attribute(WireNames.ChatTokenUsage).ShouldBeNull();

    [Fact]
    public async Task A_stream_that_ends_without_a_mark_is_complete()
    {
        var span = await ReadAsync(ScriptedReply.Sse(Chunk("a"), """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""));
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_is_cut_is_there_as_far_as_it_came()
    {
        const string begun = """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{\"ci"}}]}}]}""";
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(begun, Chunk("x")) with { CutAfter = 1 });
        await using var tapped = new Tapped();
        await Should.ThrowAsync<HttpRequestException>(() => RawCall.PostAsync(server, Call.Path, Asked));
        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Error);
        span.OutputsJson()!["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["arguments"]!.GetValue<string>().ShouldBe("{\"ci");
        tapped.Traces[0].ResponsePreview.ShouldBe("f({\"ci)");
    }

    [Fact]
    public async Task Without_content_nothing_that_was_said_is_anywhere()
    {
        const string secret = "planted";
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(
            $$$"""{"id":"c","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"{{{secret}}}","reasoning_content":"{{{secret}}}","tool_calls":[{"index":0,"id":"c","type":"custom","custom":{"name":"{{{secret}}}","input":"{{{secret}}}"}}]}}],"citations":["{{{secret}}}"]}""",
            $$$"""{"error":{"code":"bad","message":"{{{secret}}}"}}""", "[DONE]"));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await RawCall.PostAsync(server, Call.Path, $$$"""
            {"model":"m","messages":[{"role":"developer","content":"{{{secret}}}"},{"role":"user","content":[{"type":"file","file":{"filename":"{{{secret}}}.txt","file_data":"data:text/plain;base64,cGxhbnRlZA=="}}]}],
             "tools":[{"type":"custom","custom":{"name":"{{{secret}}}"}}],"user":"{{{secret}}}","stop":"{{{secret}}}","stream":true}
            """);

        var span = await tapped.SpanAsync();

        var trace = tapped.Traces.ShouldHaveSingleItem();
        trace.Attachments.ShouldBeEmpty();
        var stored = string.Join('\n', [span.Inputs.ToString(), span.Outputs.ToString(), span.StatusMessage, trace.RequestPreview, trace.ResponsePreview,
            .. span.Attributes.Concat(span.Events.SelectMany(e => e.Attributes)).Select(attribute => span.Attribute(attribute.Key)?.ToJsonString() ?? attribute.Value.Text)]);
        stored.ShouldNotContain(secret);
        span.Attribute(WireNames.Model)!.GetValue<string>().ShouldBe("m-1");
    }

    private static async Task<SpanData> ReadAsync(ScriptedReply reply)
    {
        await using var server = await ScriptedModelServer.StartAsync(reply);
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, Call.Path, Asked);
        return await tapped.SpanAsync();
    }

    private static string TextOf(SpanData span) => span.OutputsJson()!["choices"]![0]!["message"]!["content"]!.GetValue<string>();

    private static string Chunk(string text, int? usage = null)
    {
        var tokens = usage is null ? "null" : $$"""{"prompt_tokens":5,"completion_tokens":{{usage}},"total_tokens":{{usage + 5}}}""";
        return $$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"{{{text}}}"}}],"usage":{{{tokens}}}}""";
    }
}
