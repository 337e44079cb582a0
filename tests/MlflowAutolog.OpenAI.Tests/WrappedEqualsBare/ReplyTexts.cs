namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>Bodies of replies that more than one member gets.</summary>
internal static class ReplyTexts
{
    public const string Completion = Support.Replies.Text;

    public const string Item = """{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hello"}]}""";

    public const string Embeddings = """{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPgAAAL8AAAA+"},{"object":"embedding","index":1,"embedding":"AACAPgAAAL8AAAA+"}],"model":"m-1","usage":{"prompt_tokens":1,"total_tokens":1}}""";

    public const string Images = """{"created":1,"data":[{"b64_json":"iVBORw0KGgo="},{"b64_json":"iVBORw0KGgo="}],"usage":{"input_tokens":10,"input_tokens_details":{"image_tokens":0,"text_tokens":10},"output_tokens":272,"total_tokens":282}}""";

    public const string Moderation = """{"id":"modr-1","model":"m-1","results":[{"flagged":true,"categories":{"hate":false,"violence":true},"category_scores":{"hate":0.01,"violence":0.9},"category_applied_input_types":{"hate":["text"],"violence":["text"]}}]}""";

    public static string Response { get; } = ResponseOf("completed", Item);

    public static IReadOnlyList<string> CompletionChunks { get; } =
    [
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""",
        "[DONE]",
    ];

    public static IReadOnlyList<(string Event, string Data)> ResponseEvents { get; } =
    [
        ("response.created", $$$"""{"type":"response.created","sequence_number":0,"response":{{{ResponseOf("in_progress", "")}}}}"""),
        ("response.output_text.delta", """{"type":"response.output_text.delta","sequence_number":1,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hello","logprobs":[]}"""),
        ("response.completed", $$$"""{"type":"response.completed","sequence_number":2,"response":{{{Response}}}}"""),
    ];

    public static IReadOnlyList<(string Event, string Data)> ImageEvents(string kind) =>
    [
        ($"{kind}.partial_image", $$"""{"type":"{{kind}}.partial_image","partial_image_index":0,"b64_json":"iVBORw0KGgo="}"""),
        ($"{kind}.completed", $$$"""{"type":"{{{kind}}}.completed","b64_json":"iVBORw0KGgo=","usage":{"input_tokens":10,"output_tokens":272,"total_tokens":282}}"""),
    ];

    private static string ResponseOf(string status, string output)
        => $$$"""{"id":"resp_1","object":"response","created_at":1,"status":"{{{status}}}","model":"m-1","output":[{{{output}}}],"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"metadata":{},"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":5}}""";
}
