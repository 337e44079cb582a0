using System.Text;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Streams that are read to their end.</summary>
internal static class StreamPorts
{
    private const string ServiceTier = "B6: the chunks name the service tier";
    private const string Assembled = "B1: the pieces of a streamed tool call are put together";
    private const string FinishReason = "B2: the last finish reason that is not null counts";
    private const string Preview = "F1: a reply of tool calls is previewed as calls, not as the whole object";
    private const string Message = "$[0].spans[0].outputs.choices[0].message";

    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool("get_weather", functionParameters: BinaryData.FromString(
        """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/stream_text", ReadHiAsync, Tier()),
        new("openai/stream_include_usage", ReadHiAsync, Tier()),
        new("openai/stream_tool_call", ToolCallAsync, Tier()
            .Require(Message + ".content", "null", "B1: no text came")
            .Require(Message + ".tool_calls", """[{"id":"call_s1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}}]""", Assembled)
            .Require("$[0].response_preview", JsonValue.Create("""get_weather({"city":"Oslo"})"""), Preview)),
        new("openai/stream_tool_calls_interleaved", ToolCallsInterleavedAsync, Tier()
            .Require("$[0].spans[0].outputs.choices[0].finish_reason", "\"tool_calls\"", FinishReason)
            .Require(Message + ".content", "null", "B1: no text came")
            .Require(Message + ".tool_calls", """
                [
                  {"id":"call_p0","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}},
                  {"id":"call_p1","type":"function","function":{"name":"get_time","arguments":"{\"city\":\"Rome\"}"}}
                ]
                """, Assembled)
            .Require("$[0].response_preview", JsonValue.Create("""get_weather({"city":"Oslo"}), get_time({"city":"Rome"})"""), Preview)),
        new("openai/stream_under_parent", UnderParentAsync, new Departures()
            .Require("$[0].spans[0].children[0].outputs.service_tier", "\"default\"", ServiceTier)),
    ];

    private static Departures Tier() => new Departures()
        .Require("$[0].spans[0].outputs.service_tier", "\"default\"", ServiceTier)
        .Require("$[0].spans[0].attributes['mlflow.stream.abandoned']", mark => mark is null, "A1: this one was read to its end");

    // The SDK asks for usage by itself: one program for both goldens.
    private static async Task ReadHiAsync(Uri model)
    {
        await foreach (var update in OpenAIClients.Chat(model).CompleteChatStreamingAsync([new UserChatMessage("Say hi in German.")]))
            _ = TextOf(update);
    }

    private static async Task ToolCallAsync(Uri model)
        => (await CallsAsync(model, "Weather in Oslo?", Weather)).ShouldBe(["""{"city":"Oslo"}"""]);

    private static async Task ToolCallsInterleavedAsync(Uri model)
    {
        const string city = """{"type":"object","properties":{"city":{"type":"string"}}}""";
        var calls = await CallsAsync(model, "Weather in Oslo and time in Rome?",
            ChatTool.CreateFunctionTool("get_weather", functionParameters: BinaryData.FromString(city)),
            ChatTool.CreateFunctionTool("get_time", functionParameters: BinaryData.FromString(city)));
        calls.ShouldBe(["""{"city":"Oslo"}""", """{"city":"Rome"}"""]);
    }

    private static async Task<IEnumerable<string>> CallsAsync(Uri model, string question, params ChatTool[] tools)
    {
        var options = new ChatCompletionOptions();
        foreach (var tool in tools) options.Tools.Add(tool);
        var calls = new SortedDictionary<int, StringBuilder>();
        await foreach (var update in OpenAIClients.Chat(model, "gpt-4o").CompleteChatStreamingAsync([new UserChatMessage(question)], options))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                if (!calls.ContainsKey(call.Index)) calls[call.Index] = new();
                calls[call.Index].Append(call.FunctionArgumentsUpdate);
            }
        }

        return calls.Values.Select(arguments => arguments.ToString());
    }

    private static async Task UnderParentAsync(Uri model)
    {
        const string question = "Two words?";
        await Mlflow.TraceAsync("ask", SpanType.Chain, async _ =>
        {
            var words = new StringBuilder();
            await foreach (var update in OpenAIClients.Chat(model).CompleteChatStreamingAsync([new UserChatMessage(question)]))
            {
                if (TextOf(update) is { Length: > 0 } text) words.Append(Shout(text));
            }

            return words.ToString();
        }, inputs: new { question });
    }

    private static string Shout(string text) => Mlflow.Trace("shout", SpanType.Parser, _ => text.ToUpperInvariant(), inputs: new { text });

    private static string TextOf(StreamingChatCompletionUpdate update) => string.Concat(update.ContentUpdate.Select(part => part.Text));
}
