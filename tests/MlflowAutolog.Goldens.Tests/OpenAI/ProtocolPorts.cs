using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>What the SDK has no model for: programs send the JSON themselves, by its protocol methods or through its pipeline.</summary>
internal static class ProtocolPorts
{
    private const string Sent = "Python records how the program gave it; what the vendor gets is one body";
    private const string LegacyUsage = """{"input_tokens":2,"output_tokens":5,"total_tokens":7}""";
    private const string Inputs = """{"model":"qwen3-8b","messages":[{"role":"user","content":"Hi"}],"top_k":20,"chat_template_kwargs":{"enable_thinking":false}}""";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/chat_raw_response", RawResponseAsync),
        new("openai/chat_history_previews", HistoryAsync),
        new("openai/chat_extra_body", ExtraBodyAsync, new Departures()
            .Require("$[0].spans[0].inputs", Inputs, Sent)
            .Require("$[0].metadata['mlflow.traceInputs']", Inputs, Sent)),
        new("openai/chat_custom_tool", CustomToolAsync, new Departures()
            .Require("$[0].spans[0].attributes['mlflow.chat.tools']", """
                [{"type":"function","function":{"name":"run_python"}},{"type":"function","function":{"name":"noop","parameters":{"type":"object","properties":{}}}}]
                """, "C3: a tool of a type that MLflow does not know is there by its name")
            .Require("$[0].response_preview", JsonValue.Create("run_python(print(1))"), "F1: a reply of tool calls is previewed as calls, not as the whole object")),
        new("openai/completion_legacy", LegacyAsync, new Departures()
            .Require("$[0].spans[0].attributes['mlflow.chat.tokenUsage']", LegacyUsage, "D10: the reply has usage, Python leaves it out")
            .Require("$[0].metadata['mlflow.trace.tokenUsage']", LegacyUsage, "D10: as the span's")
            .Require("$[0].request_preview", JsonValue.Create("Once upon"), "F1: what was asked is previewed, not the whole object")
            .Require("$[0].response_preview", JsonValue.Create(" a time there was a"), "F1: what was answered is previewed, not the whole object")),
    ];

    private static async Task RawResponseAsync(Uri model)
    {
        var result = await CompleteAsync(model, """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Ping"}]}""");
        result.GetRawResponse().Headers.TryGetValue("x-request-id", out var id).ShouldBeTrue();
        id.ShouldBe("req_123");
    }

    // The SDK writes a content of one part as a plain text.
    private static async Task HistoryAsync(Uri model) => await CompleteAsync(model, """
        {
          "model": "gpt-4o-mini",
          "messages": [
            {"role": "system", "content": "You are a poet."},
            {"role": "user", "content": "Start a poem."},
            {"role": "assistant", "content": "The moon is up,"},
            {"role": "user", "content": [{"type": "text", "text": "Go on, please."}]},
            {"role": "assistant", "content": "the lake is"}
          ]
        }
        """);

    private static async Task CustomToolAsync(Uri model)
    {
        var result = await CompleteAsync(model, """
            {
              "model": "gpt-5",
              "messages": [{"role": "user", "content": "Run print(1)"}],
              "tools": [
                {"type": "custom", "custom": {"name": "run_python", "description": "Runs Python code"}},
                {"type": "function", "function": {"name": "noop", "parameters": {"type": "object", "properties": {}}}}
              ]
            }
            """);
        JsonNode.Parse(result.GetRawResponse().Content)!["choices"]![0]!["message"]!["tool_calls"]![0]!["custom"]!["input"]!.ToString().ShouldBe("print(1)");
    }

    private static Task ExtraBodyAsync(Uri model) => SendAsync(model, "/v1/chat/completions?trial=1", Inputs, ("x-tenant", "blue"));

    private static Task LegacyAsync(Uri model) => SendAsync(model, "/v1/completions", """{"model":"gpt-3.5-turbo-instruct","prompt":"Once upon","max_tokens":5,"temperature":0}""");

    private static async Task<ClientResult> CompleteAsync(Uri model, string json)
    {
        using var body = BinaryContent.Create(BinaryData.FromString(json));
        return await OpenAIClients.Chat(model).CompleteChatAsync(body, new RequestOptions());
    }

    private static async Task SendAsync(Uri model, string path, string json, params (string Name, string Value)[] headers)
    {
        var pipeline = OpenAIClients.Chat(model).Pipeline;
        using var message = pipeline.CreateMessage();
        message.Request.Method = "POST";
        message.Request.Uri = new Uri(model, path);
        message.Request.Headers.Set("Content-Type", "application/json");
        foreach (var (name, value) in headers) message.Request.Headers.Set(name, value);
        message.Request.Content = BinaryContent.Create(BinaryData.FromString(json));
        await pipeline.SendAsync(message);
        message.Response!.Status.ShouldBe(200);
    }
}
