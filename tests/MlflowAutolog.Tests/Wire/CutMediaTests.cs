using System.Text.Json.Nodes;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>A picture that is larger than what is kept of a request takes nothing else with it.</summary>
public sealed class CutMediaTests
{
    private const int Limit = 16_384;

    [Theory]
    [InlineData("+/")]
    [InlineData("\\u002B\\/")]
    public async Task The_messages_and_tools_around_it_stay_and_a_note_says_what_is_missing(string signs)
    {
        var picture = string.Concat(Enumerable.Repeat($"AAAA{signs}AA", Limit / 4));
        var span = await CallAsync("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,PICTURE=="}},{"type":"text","text":"well?"}]}],"tools":[{"type":"function","function":{"name":"f"}}]}""".Replace("PICTURE", picture, StringComparison.Ordinal));
        var parts = span.InputsJson()!["messages"]![0]!["content"]!.AsArray();
        parts[0]!["text"]!.GetValue<string>().ShouldBe("look");
        parts[1]!["image_url"]!["url"]!.GetValue<string>().ShouldStartWith("[Attachment left out: ");
        parts[2]!["text"]!.GetValue<string>().ShouldBe("well?");
        span.InputsJson()!["tools"].ShouldEqualJson(JsonNode.Parse("""[{"type":"function","function":{"name":"f"}}]"""));
        span.Attribute(WireNames.ChatTools).ShouldNotBeNull();
        var note = span.Events.Where(happened => happened.Name == WireNames.AttachmentTooLarge).ShouldHaveSingleItem();
        note.Text("content_type").ShouldBe("image/png");
    }

    [Fact]
    public async Task A_long_word_is_no_picture()
    {
        var span = await CallAsync("""{"model":"m","messages":[{"role":"user","content":"WORD"}]}""".Replace("WORD", new string('a', 3 * Limit), StringComparison.Ordinal));
        span.InputsJson()!["messages"]!.GetValue<string>().ShouldContain("bytes left out");
        span.Events.ShouldNotContain(happened => happened.Name == WireNames.AttachmentTooLarge);
    }

    private static async Task<SpanData> CallAsync(string body)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped(options => options.MaxBodyBytes = Limit);
        await RawCall.PostAsync(server, Call.Path, body);
        return await tapped.SpanAsync();
    }
}
