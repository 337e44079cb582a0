using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>A compressed reply whose middle was not kept, or that .NET cannot decompress, was a good one for the application all the same.</summary>
public sealed class CompressedCutTests
{
    private const int Limit = 16_384;
    private const string LeftOut = "mlflow.http.reply_bytes_left_out";

    [Theory]
    [InlineData("application/json", """{"id":"c1","object":"chat.completion","model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"TEXT"}}]}""")]
    [InlineData("text/event-stream", "data: {\"id\":\"c1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"TEXT\"}}]}\n\ndata: [DONE]\n\n")]
    public async Task One_that_was_cut_is_no_failure_and_says_what_is_missing(string type, string reply)
    {
        var body = Compress(reply.Replace("TEXT", Convert.ToBase64String(RandomNumberGenerator.GetBytes(6 * Limit)), StringComparison.Ordinal));
        var span = await CallAsync(type, "gzip", body);
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.OutputsJson()!["id"]!.GetValue<string>().ShouldBe("c1");
        span.Attribute(LeftOut)!.GetValue<long>().ShouldBe(body.Length - Limit / 2);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task One_that_cannot_be_read_is_no_failure_and_says_what_is_missing(string type)
    {
        var span = await CallAsync(type, "zstd", [0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3, 4]);
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.OutputsJson().ShouldBeNull();
        span.Attribute(LeftOut)!.GetValue<long>().ShouldBe(8);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    private static async Task<SpanData> CallAsync(string type, string encoding, byte[] body)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Raw(type, body) with { Headers = [new("Content-Encoding", encoding)] });
        await using var tapped = new Tapped(options => options.MaxBodyBytes = Limit);
        await RawCall.PostAsync(server, Call.Path, Call.Body);
        return await tapped.SpanAsync();
    }

    private static byte[] Compress(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }
}
