using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>Bodies of the APIs beside chat may end anywhere, and lack their middle anywhere.</summary>
public sealed class MediaCutTests
{
    private const string Form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b\r\nContent-Disposition: form-data; name=file; filename*=utf-8''%C3%BC.wav\r\nContent-Type: audio/wav\r\n\r\nRIFF\r\n--b\r\nContent-Disposition: form-data; name=\"image[]\"; filename=a.png\r\n\r\nPNG\r\n--b--\r\n";
    private const string FormType = "multipart/form-data; boundary=\"b\"";
    private const string Json = "application/json";
    private const string Events = "text/event-stream";

    public static TheoryData<string, string, string, string, string> Calls => new()
    {
        { "embeddings", Json, """{"model":"e","input":["a","ü€😀"]}""", Json, """{"data":[{"index":0,"embedding":"AAAAAAAAAAA="},{"index":1,"embedding":[0.5,1]}],"model":"e","usage":{"prompt_tokens":1,"total_tokens":1}}""" },
        { "images/generations", Json, """{"prompt":"a \ud83d","output_format":"webp"}""", Json, """{"data":[{"b64_json":"AAAA","revised_prompt":"\udc00"}],"usage":{"input_tokens":1,"output_tokens":2}}""" },
        { "images/edits", FormType, Form, Events, "data: {\"type\":\"image_edit.partial_image\",\"b64_json\":\"AAAA\"}\n\ndata: {\"type\":\"image_edit.completed\",\"b64_json\":\"BBBB\",\"created_at\":1,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}\n\n" },
        { "audio/transcriptions", FormType, Form, "text/plain; charset=utf-16", "{ text ü€😀" },
        { "audio/translations", FormType, Form, Events, "data: {\"type\":\"transcript.text.delta\",\"delta\":\"\\ud83d\"}\r\n\r\ndata: {\"type\":\"transcript.text.segment\",\"text\":\"\\ud83d\"}\r\n\r\ndata: {\"type\":\"transcript.text.done\",\"text\":\"ü\",\"usage\":{\"input_tokens\":1}}\n\n" },
        { "audio/speech", Json, """{"input":"a","response_format":"wav"}""", "audio/mpeg", "ID3 and more" },
        { "audio/speech", Json, """{"input":"a","response_format":"w a v"}""", Events, "data: {\"type\":\"speech.audio.delta\",\"audio\":\"AAAA\"}\n\ndata: {\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":1}}\n\n" },
        { "moderations", Json, """{"input":"a"}""", Json, """{"model":"m","results":[{"flagged":true}]}""" },
        { "vector_stores/vs%201/search", Json, """{"query":"a","rewrite_query":true}""", Json, """{"search_query":["\ud83d"],"data":[{"file_id":"f","score":0.5,"attributes":{"\u00fc":1},"content":[{"type":"text","text":"\udc00"}]}],"has_more":true,"next_page":"p"}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Bodies_that_end_anywhere_are_read(string path, string requestType, string request, string replyType, string reply)
    {
        foreach (var end in Enum.GetValues<ExchangeEnd>())
        {
            for (var length = 0; length <= Encoding.UTF8.GetByteCount(reply); length++) Map(path, requestType, Bytes(request), replyType, Bytes(reply)[..length], end, 1 << 20).ShouldNotBeNull();
        }

        for (var length = 0; length <= Encoding.UTF8.GetByteCount(request); length++) Map(path, requestType, Bytes(request)[..length], replyType, Bytes(reply), ExchangeEnd.Complete, 1 << 20);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Bodies_without_their_middle_are_read(string path, string requestType, string request, string replyType, string reply)
    {
        for (var cap = 2; cap < 700; cap++) Map(path, requestType, Bytes(request), replyType, Bytes(reply), ExchangeEnd.Complete, cap);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static SpanData? Map(string path, string requestType, byte[] request, string replyType, byte[] reply, ExchangeEnd end, int cap)
        => MappedExchange.Of(path, request, reply, replyType, end, cap, requestType, requestCap: cap);
}
