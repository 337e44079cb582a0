namespace MlflowAutolog.Fuzzing.Corpus;

/// <summary>Exchanges of the APIs that no golden has, or has in one form only.</summary>
internal static class WrittenSamples
{
    private static readonly Body Edit = WrittenForm.Of(["prompt", "image[]", "image[]", "mask", "n"]);
    private static readonly Body Sound = WrittenForm.Of(["file", "model", "temperature", "timestamp_granularities[]", "timestamp_granularities[]"]);

    public static IEnumerable<Sample> All { get; } =
    [
        Of("completions", """{"model":"m","prompt":["a","b"],"stream":true}""", "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\"x\"}]}\n\ndata: {\"choices\":[{\"index\":1,\"text\":\"\\ud83d\"},{\"index\":1,\"text\":\"\\ude00\",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}\n\ndata: [DONE]\n\n", Sample.Events),
        Of("responses/compact", """{"model":"m","input":[{"type":"message","role":"user","content":"Hi"}]}""", """{"id":"r","object":"response.compaction","created_at":1,"output":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},{"type":"compaction","id":"c","encrypted_content":"abc"}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3,"input_tokens_details":{"cached_tokens":0}}}"""),
        Of("embeddings", """{"model":"e","input":["a","ü€😀"],"encoding_format":"base64"}""", """{"data":[{"index":0,"embedding":"AAAAAAAAAAA="},{"index":1,"embedding":[0.5,1]}],"model":"e","usage":{"prompt_tokens":1,"total_tokens":1}}"""),
        Of("images/edits", Edit, "data: {\"type\":\"image_edit.partial_image\",\"partial_image_index\":0,\"b64_json\":\"AAAA\"}\n\ndata: {\"type\":\"image_edit.completed\",\"b64_json\":\"BBBB\",\"output_format\":\"png\",\"created_at\":1,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}\n\n", Sample.Events),
        Of("images/variations", Edit, """{"created":1,"data":[{"b64_json":"iVBORw0KGgo=","revised_prompt":"\udc00"},{"url":"http://model/1.png"}],"usage":{"input_tokens":1,"output_tokens":2}}"""),
        Of("moderations", """{"model":"m","input":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}""", """{"id":"m","model":"m","results":[{"flagged":true,"categories":{"violence":true},"category_scores":{"violence":0.9}}]}"""),
        Of("audio/transcriptions", Sound, "1\n00:00:00,000 --> 00:00:01,000\nHello ü€😀\n", "text/plain; charset=utf-16"),
        Of("audio/transcriptions", Sound, """{"text":"Hello","segments":[{"id":0,"start":0.0,"end":1.5,"text":"Hello"}],"words":[{"word":"Hello"}],"usage":{"type":"tokens","input_tokens":1,"output_tokens":2,"total_tokens":3}}"""),
        Of("audio/transcriptions", Sound, "data: {\"type\":\"transcript.text.delta\",\"delta\":\"\\ud83d\"}\r\n\r\ndata: {\"type\":\"transcript.text.segment\",\"id\":\"s\",\"text\":\"\\ud83d\"}\r\n\r\ndata: {\"type\":\"transcript.text.done\",\"text\":\"ü\",\"usage\":{\"input_tokens\":1}}\n\n", Sample.Events),
        Of("audio/translations", Sound, """{"task":"translate","text":"Hello","duration":1.5,"language":"english","segments":[{"id":0,"text":"Hello"}]}"""),
        Of("audio/translations", Sound, "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n", "text/vtt"),
        Of("audio/speech", """{"model":"m","input":"a","voice":"v","response_format":"wav"}""", "RIFF\0\u0001\u007f", "audio/wav"),
        Of("audio/speech", """{"model":"m","input":"a","voice":"v","stream_format":"sse"}""", "data: {\"type\":\"speech.audio.delta\",\"audio\":\"AAAA\"}\n\ndata: {\"type\":\"speech.audio.delta\",\"audio\":\"BBBB\"}\n\ndata: {\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3}}\n\n", Sample.Events),
        Of("vector_stores/vs%201/search", """{"query":["a","b"],"rewrite_query":true,"max_num_results":2,"filters":{"type":"eq","key":"k","value":1}}""", """{"object":"vector_store.search_results.page","search_query":["\ud83d"],"data":[{"file_id":"f","filename":"f.txt","score":0.5,"attributes":{"\u00fc":1},"content":[{"type":"text","text":"\udc00"}]}],"has_more":true,"next_page":"p"}"""),
        Of("chat/completions", """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", "<html><body>502 Bad Gateway</body></html>", "text/html", 502),
        Of("responses", """{"model":"m","input":"Hi"}""", """{"error":{"message":"Wrong key sk-abcdefghijklmnop","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", Sample.Json, 401),
    ];

    private static Sample Of(string path, string request, string reply, string replyType = Sample.Json, int status = 200)
        => new() { Path = "/v1/" + path, Request = new Body(request), Reply = new Body(reply), ReplyType = replyType, Status = status };

    private static Sample Of(string path, Body form, string reply, string replyType = Sample.Json)
        => new() { Path = "/v1/" + path, Request = form, RequestType = WrittenForm.Type, Reply = new Body(reply), ReplyType = replyType };
}
