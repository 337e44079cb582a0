using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

/// <summary>However a caller reads a reply, it gets the server's bytes and the tap gets the same.</summary>
public sealed class ReadPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Paths => ["string", "bytes", "buffered", "copy", "array", "memory", "span", "byte", "begin", "copyto", "synccopy"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_way_to_read_is_seen(string path)
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        var completion = path == "buffered" ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead;
        using var response = await client.SendAsync(Call.Request(server.Uri), completion, Token);
        (await ReadAsync(response.Content, path)).ShouldBe(Call.Reply);
        var span = await tapped.SpanAsync();
        span.OutputsJson()!.ShouldEqualJson(System.Text.Json.Nodes.JsonNode.Parse(Call.Reply));
    }

    [Fact]
    public async Task A_synchronous_call_is_seen()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var content = new JsonLikeContent(Call.Body);
        using var request = Call.Request(server.Uri, content);
        using var response = client.Send(request, Token);
        using var reader = new StreamReader(response.Content.ReadAsStream(Token));
        reader.ReadToEnd().ShouldBe(Call.Reply);
        (await tapped.SpanAsync()).InputsJson()!["model"]!.GetValue<string>().ShouldBe("m");
    }

    [Fact]
    public async Task A_read_of_nothing_is_not_the_end()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), HttpCompletionOption.ResponseHeadersRead, Token);
        var stream = await response.Content.ReadAsStreamAsync(Token);
        (await stream.ReadAsync(Memory<byte>.Empty, Token)).ShouldBe(0);
        tapped.Recorded.ShouldBeEmpty();
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(Token)).ShouldBe(Call.Reply);
        (await tapped.SpanAsync()).OutputsJson().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_second_copy_is_refused_as_without_the_tap()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), HttpCompletionOption.ResponseHeadersRead, Token);
        await response.Content.CopyToAsync(Stream.Null, Token);
        await Should.ThrowAsync<InvalidOperationException>(() => response.Content.CopyToAsync(Stream.Null, Token));
        (await tapped.SpanAsync()).Status.ShouldBe(SpanStatusCode.Ok);
    }

    private static async Task<string> ReadAsync(HttpContent content, string path)
    {
        switch (path)
        {
            case "string" or "buffered":
                return await content.ReadAsStringAsync(Token);
            case "bytes":
                return Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync(Token));
            case "copy":
                using (var sink = new MemoryStream())
                {
                    await content.CopyToAsync(sink, Token);
                    return Encoding.UTF8.GetString(sink.ToArray());
                }

            default:
                return await ReadAsync(await content.ReadAsStreamAsync(Token), path);
        }
    }

    private static async Task<string> ReadAsync(Stream stream, string path)
    {
        using var sink = new MemoryStream();
        var buffer = new byte[7];
        if (path == "copyto") await stream.CopyToAsync(sink, Token);
        else if (path == "synccopy") stream.CopyTo(sink);
        else if (path == "byte") for (int b; (b = stream.ReadByte()) >= 0;) sink.WriteByte((byte)b);
        else for (int read; (read = await ReadOnceAsync(stream, buffer, path)) > 0;) sink.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(sink.ToArray());
    }

    private static async Task<int> ReadOnceAsync(Stream stream, byte[] buffer, string path) => path switch
    {
        "array" => stream.Read(buffer, 0, buffer.Length),
        "memory" => await stream.ReadAsync(buffer.AsMemory(), Token),
        "span" => stream.Read(buffer.AsSpan()),
        _ => await Task.Factory.FromAsync(stream.BeginRead(buffer, 0, buffer.Length, null, null), stream.EndRead),
    };
}
