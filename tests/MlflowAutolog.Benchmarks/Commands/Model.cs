using Microsoft.AspNetCore.Http;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>A model in a process of its own: a whole answer, or chunk by chunk where the request says so.</summary>
internal static class Model
{
    public static Task RunAsync(int chunks)
    {
        var reply = BodyOf(Conversation.Reply());
        var stream = BodyOf(Conversation.Stream(chunks));
        return Listener.RunAsync(async context =>
        {
            using var request = new MemoryStream();
            await context.Request.Body.CopyToAsync(request);
            if (request.GetBuffer().AsSpan(0, (int)request.Length).IndexOf("\"stream\":true"u8) >= 0) await SendAsync(context.Response, stream);
            else await SendWholeAsync(context.Response, reply);
        });
    }

    private static async Task SendWholeAsync(HttpResponse response, byte[] body)
    {
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }

    private static async Task SendAsync(HttpResponse response, byte[] body)
    {
        response.ContentType = "text/event-stream";
        for (var at = 0; at < body.Length;)
        {
            var end = at + body.AsSpan(at).IndexOf("\n\n"u8) + 2;
            await response.Body.WriteAsync(body.AsMemory(at..end));
            await response.Body.FlushAsync();
            at = end;
        }
    }

    private static byte[] BodyOf(byte[] http) => http[(http.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
}
