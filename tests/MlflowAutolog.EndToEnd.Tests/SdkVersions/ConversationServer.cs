using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.EndToEnd.Tests.SdkVersions;

/// <summary>The model that all versions talk to: an answer for each conversation, known by what it says.</summary>
internal static class ConversationServer
{
    public static Task<ScriptedModelServer> StartAsync() => ScriptedModelServer.StartAsync(
    [
        ScriptedReply.Json(Completion("Hello", 3)) with { When = "step-chat" },
        ScriptedReply.Sse(Chunk("""{"role":"assistant","content":"Hel"}"""), Chunk("""{"content":"lo"}"""), "[DONE]") with { When = "step-stream" },
        ScriptedReply.Json(ToolCall) with { When = "step-tools" },
        ScriptedReply.Json(Completion("It is sunny.", 9)) with { When = "step-tools" },
        ScriptedReply.Json("""{"object":"list","model":"m-1","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAAEA="}],"usage":{"prompt_tokens":4,"total_tokens":4}}""") with { When = "step-embeddings" },
        ScriptedReply.Json("""{"error":{"message":"No such model.","type":"invalid_request_error","code":"model_not_found"}}""", 400) with { When = "step-error" },
        ScriptedReply.Json("""{"error":{"message":"Overloaded.","type":"server_error","code":"overloaded"}}""", 503) with { When = "step-retry", Headers = [new("retry-after-ms", "1")] },
        ScriptedReply.Json(Completion("At last", 5)) with { When = "step-retry" },
        ScriptedReply.Json(Response) with { When = "step-responses" },
    ]);

    private const string ToolCall = """{"id":"c1","object":"chat.completion","created":1,"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Lima\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}""";

    private const string Response = """{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m-1","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hello"}]}],"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"metadata":{},"usage":{"input_tokens":6,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":8}}""";

    private static string Completion(string text, int tokens)
        => $$$"""{"id":"c1","object":"chat.completion","created":1,"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":{{{tokens}}},"completion_tokens":2,"total_tokens":{{{tokens + 2}}}}}""";

    private static string Chunk(string delta)
        => $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":null}]}""";
}
