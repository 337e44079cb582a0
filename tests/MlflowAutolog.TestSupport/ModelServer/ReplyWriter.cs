using Microsoft.AspNetCore.Http;
using MlflowAutolog.TestSupport.Hosting;

namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>Sends one scripted reply.</summary>
internal static class ReplyWriter
{
    public static async Task WriteAsync(ScriptedReply reply, HttpResponse response, RecordedConnection connection, CancellationToken ended)
    {
        if (reply.Delay > TimeSpan.Zero) await Task.Delay(reply.Delay, ended);
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers) response.Headers[name] = value;
        if (!reply.IsStream) response.ContentLength = reply.Chunks.Sum(chunk => chunk.Length);
        await response.StartAsync(ended);

        for (var sent = 0; sent < reply.Chunks.Count; sent++)
        {
            if (sent == reply.CutAfter)
            {
                await connection.CutAsync();
                response.HttpContext.Abort();
                return;
            }

            if (sent > 0 && reply.ChunkDelay > TimeSpan.Zero) await Task.Delay(reply.ChunkDelay, ended);
            await response.Body.WriteAsync(reply.Chunks[sent], ended);
            await response.Body.FlushAsync(ended);
        }
    }
}
