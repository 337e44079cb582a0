using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>The model asks for tools.</summary>
internal static class ToolPorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/chat_tool_call", OneCallAsync, Preview("""get_weather({"city":"Oslo","unit":"celsius"})""")),
        new("openai/chat_tool_calls_parallel", ParallelAsync, Preview("""get_weather({"city": "Oslo"}), get_time({"zone": "Asia/Tokyo"})""")),
        new("openai/chat_tool_loop", LoopAsync),
    ];

    private static Departures Preview(string calls)
        => new Departures().Require("$[0].response_preview", JsonValue.Create(calls), "F1: a reply of tool calls is previewed as calls, not as the whole object");

    private static async Task OneCallAsync(Uri model)
    {
        var weather = ChatTool.CreateFunctionTool("get_weather", "Current weather in a city", BinaryData.FromString(
            """{"type":"object","properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["city"],"additionalProperties":false}"""),
            functionSchemaIsStrict: true);
        await OpenAIClients.Chat(model, "gpt-4o").CompleteChatAsync(
            [new UserChatMessage("How warm is it in Oslo?")],
            new ChatCompletionOptions { Tools = { weather }, ToolChoice = ChatToolChoice.CreateAutoChoice() });
    }

    private static async Task ParallelAsync(Uri model)
    {
        var weather = ChatTool.CreateFunctionTool("get_weather", "Current weather", BinaryData.FromString(
            """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));
        var time = ChatTool.CreateFunctionTool("get_time", functionParameters: BinaryData.FromString("""{"type":"object","properties":{"zone":{"type":"string"}}}"""));
        await OpenAIClients.Chat(model, "gpt-4o").CompleteChatAsync(
            [new UserChatMessage("Weather in Oslo, and the time in Tokyo?")],
            new ChatCompletionOptions { Tools = { weather, time }, AllowParallelToolCalls = true });
    }

    private static async Task LoopAsync(Uri model)
    {
        const string question = "How many of K-77 are left?";
        await Mlflow.TraceAsync("answer", SpanType.Agent, async _ => await AnswerAsync(OpenAIClients.Chat(model), question), inputs: new { question });
    }

    private static async Task<string> AnswerAsync(ChatClient client, string question)
    {
        var options = new ChatCompletionOptions
        {
            Tools =
            {
                ChatTool.CreateFunctionTool("get_stock", "Pieces on stock", BinaryData.FromString(
                    """{"type":"object","properties":{"sku":{"type":"string"}},"required":["sku"]}""")),
            },
        };
        List<ChatMessage> messages = [new UserChatMessage(question)];
        ChatCompletion first = await client.CompleteChatAsync(messages, options);
        var call = first.ToolCalls[0];
        messages.Add(new AssistantChatMessage([call]));
        var stock = GetStock(JsonDocument.Parse(call.FunctionArguments).RootElement.GetProperty("sku").GetString()!);
        // With the blanks that Python's writer puts between tokens.
        messages.Add(new ToolChatMessage(call.Id, $$"""{"sku": "{{stock.Sku}}", "pieces": {{stock.Pieces}}}"""));
        ChatCompletion second = await client.CompleteChatAsync(messages, options);
        return second.Content[0].Text;
    }

    private static Stock GetStock(string sku) => Mlflow.Trace("get_stock", SpanType.Tool, span =>
    {
        var stock = new Stock(sku, 14);
        span.SetOutputs(new { sku = stock.Sku, pieces = stock.Pieces });
        return stock;
    }, inputs: new { sku });

    private sealed record Stock(string Sku, int Pieces);
}
