using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>The line of a trace in lists.</summary>
public sealed class PreviewTests
{
    private const string Call = """{"id":"fc","type":"function_call","call_id":"c","name":"get_weather","arguments":"{\"city\":\"Rome\"}"}""";

    [Theory]
    [InlineData("\"Hi there\"", "Hi there")]
    [InlineData("""[{"role":"user","content":"One"},{"role":"assistant","content":"x"},{"type":"message","role":"user","content":[{"type":"input_text","text":"Two"},{"type":"input_image","image_url":"https://x/y.png"}]}]""", "Two")]
    [InlineData("""[{"role":"user","content":[{"type":"input_text","text":"Asked"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"12"}]""", "Asked")]
    public async Task What_was_asked_is_the_last_text_of_the_user(string input, string preview)
        => (await PreviewsAsync(input, Responding.Message)).Request.ShouldBe(preview);

    [Theory]
    [InlineData(Responding.Message, "Secret answer")]
    [InlineData("""{"id":"rs","type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}]},""" + Responding.Message, "Secret answer")]
    [InlineData("""{"id":"ws","type":"web_search_call","status":"completed"},""" + Responding.Message, "Secret answer")]
    [InlineData(Call, """get_weather({"city":"Rome"})""")]
    [InlineData(Call + "," + Call, """get_weather({"city":"Rome"}), get_weather({"city":"Rome"})""")]
    [InlineData("""{"id":"ct","type":"custom_tool_call","call_id":"c","name":"run_sql","input":"SELECT 1"}""", "run_sql(SELECT 1)")]
    [InlineData("""{"id":"m","type":"message","role":"assistant","content":[{"type":"refusal","refusal":"I can't."}]}""", "I can't.")]
    public async Task What_was_answered_is_text_or_refusal_or_calls(string output, string preview)
        => (await PreviewsAsync("\"Hi\"", output)).Response.ShouldBe(preview);

    private static async Task<(string? Request, string? Response)> PreviewsAsync(string input, string output)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Responding.Response("completed", output)));
        await using var tapped = new Tapped();
        await Responding.PostAsync(server.Responses(), $$"""{"model":"m","input":{{input}}}""");
        var trace = tapped.Traces.ShouldHaveSingleItem();
        return (trace.RequestPreview, trace.ResponsePreview);
    }
}
