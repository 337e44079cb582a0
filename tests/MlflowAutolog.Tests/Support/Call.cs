using System.Text;

namespace MlflowAutolog.Tests.Support;

/// <summary>A chat call as bare HTTP.</summary>
internal static class Call
{
    public const string Path = "/v1/chat/completions";
    public const string Body = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
    public const string Reply = """{"id":"c1","object":"chat.completion","model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    public static HttpRequestMessage Request(Uri server, HttpContent? content = null)
        => new(HttpMethod.Post, new Uri(server, Path)) { Content = content ?? new StringContent(Body, Encoding.UTF8, "application/json") };

    /// <summary>A body the handler must ask for, as the SDKs have it: not one whose bytes are at hand.</summary>
    public static HttpContent Streamed(string body = Body)
    {
        var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body)));
        content.Headers.ContentType = new("application/json");
        return content;
    }
}
