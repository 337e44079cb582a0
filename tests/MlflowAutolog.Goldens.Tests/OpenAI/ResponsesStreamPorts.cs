using System.ClientModel;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Responses;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>The Responses API, streamed.</summary>
internal static class ResponsesStreamPorts
{
    private const string LastEvent = "C1: the last event has the response, also when it was cut short";
    private const string Usage = """{"input_tokens":11,"output_tokens":16,"total_tokens":27,"cache_read_input_tokens":0}""";

    private const string CutShort = """
        {
          "id": "resp_10", "object": "response", "created_at": 1767225600, "status": "incomplete", "background": false, "incomplete_details": {"reason":"max_output_tokens"},
          "max_output_tokens": 16, "model": "gpt-4o-mini-2024-07-18",
          "output": [{"id":"msg_10","type":"message","status":"incomplete","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Once upon"}]}],
          "parallel_tool_calls": true, "reasoning": {}, "service_tier": "default", "store": true, "temperature": 1, "text": {"format":{"type":"text"},"verbosity":"medium"},
          "tool_choice": "auto", "tools": [], "top_logprobs": 0, "top_p": 1, "truncation": "disabled",
          "usage": {"input_tokens":11,"input_tokens_details":{"cached_tokens":0},"output_tokens":16,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":27}, "metadata": {}
        }
        """;

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/responses_stream", TextAsync, ResponsesPorts.Asked("Say hi.")),
        new("openai/responses_stream_function_call", CallAsync, ResponsesPorts.Asked("Weather in Rome?")
            .Require("$[0].response_preview", JsonValue.Create("""get_weather({"city":"Rome"})"""), "C5: a call is previewed as a call")),
        new("openai/responses_stream_incomplete", IncompleteAsync, ResponsesPorts.Asked("Tell a story.")
            .Require("$[0].spans[0].outputs", CutShort, LastEvent)
            .Require("$[0].spans[0].attributes['mlflow.llm.model']", "\"gpt-4o-mini-2024-07-18\"", LastEvent)
            .Require("$[0].spans[0].attributes['mlflow.chat.tokenUsage']", Usage, LastEvent)
            .Require("$[0].metadata['mlflow.trace.tokenUsage']", Usage, LastEvent)),
    ];

    private static async Task TextAsync(Uri model)
    {
        var text = "";
        await foreach (var update in Stream(model, ResponsesPorts.Ask("gpt-4o-mini", "Say hi.")))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate delta) text += delta.Delta;
        }

        text.ShouldBe("Hi there");
    }

    private static async Task CallAsync(Uri model)
    {
        var options = ResponsesPorts.Ask("gpt-4.1", "Weather in Rome?");
        options.Tools.Add(ResponsesToolPorts.Weather);
        var arguments = "";
        await foreach (var update in Stream(model, options))
        {
            if (update is StreamingResponseFunctionCallArgumentsDoneUpdate done) arguments = done.FunctionArguments.ToString();
        }

        arguments.ShouldBe("""{"city":"Rome"}""");
    }

    private static async Task IncompleteAsync(Uri model)
    {
        var options = ResponsesPorts.Ask("gpt-4o-mini", "Tell a story.");
        options.MaxOutputTokenCount = 16;
        await foreach (var update in Stream(model, options))
        {
            if (update is StreamingResponseIncompleteUpdate incomplete) incomplete.Response.Status.ShouldBe(ResponseStatus.Incomplete);
        }
    }

    private static AsyncCollectionResult<StreamingResponseUpdate> Stream(Uri model, CreateResponseOptions options)
    {
        options.StreamingEnabled = true;
        return OpenAIClients.Responses(model).CreateResponseStreamingAsync(options);
    }
}
