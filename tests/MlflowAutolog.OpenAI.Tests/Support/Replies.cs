using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>What the model answers.</summary>
internal static class Replies
{
    public const string Text = """{"id":"c1","object":"chat.completion","created":1,"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    public static ScriptedReply Ok => ScriptedReply.Json(Text);

    public static ScriptedReply Refused => ScriptedReply.Json("""{"error":{"message":"No such model.","type":"invalid_request_error","code":"model_not_found"}}""", 400);

    /// <summary>An answer after which the SDK tries again at once.</summary>
    public static ScriptedReply Busy => ScriptedReply.Json("""{"error":{"message":"Overloaded.","type":"server_error","code":"overloaded"}}""", 503) with { Headers = [new("retry-after-ms", "1")] };

    public static ScriptedReply Stream => ScriptedReply.Sse(Chunk("Hel"), Chunk("lo"), """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""", "[DONE]");

    /// <summary>A stream whose second chunk nobody lives to see.</summary>
    public static ScriptedReply EndlessStream => ScriptedReply.Sse(Chunk("Hel"), Chunk("lo"), "[DONE]") with { ChunkDelay = TimeSpan.FromMinutes(1) };

    private static string Chunk(string text)
        => $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"{{{text}}}"},"finish_reason":null}]}""";
}
