using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.InteropServices;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Embeddings;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Embeddings, by the vendor's own client.</summary>
public sealed class EmbeddingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Several_texts_are_one_call_with_the_dimensions_of_each_vector(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply(Vector(3), Vector(3))));
        await using var tapped = new Tapped();
        var client = OpenAIClients.Embeddings(server.Uri, "e");
        var options = new EmbeddingGenerationOptions { Dimensions = 3 };
        var made = asynchronous ? await client.GenerateEmbeddingsAsync(["red", "blue"], options, Media.Stop) : client.GenerateEmbeddings(["red", "blue"], options, Media.Stop);

        made.Value[1].ToFloats().Length.ShouldBe(3);
        var span = await tapped.SpanAsync();
        (span.Name, span.Type).ShouldBe(("Embeddings", SpanType.Embedding));
        span.InputsJson()!["input"]!.ToJsonString().ShouldBe("""["red","blue"]""");
        span.OutputsJson()!["data"]!.ToJsonString().ShouldBe("""[{"object":"embedding","index":0,"embedding":{"dimensions":3}},{"object":"embedding","index":1,"embedding":{"dimensions":3}}]""");
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe("""{"input_tokens":4,"output_tokens":0,"total_tokens":4}""");
        span.Attribute("dimensions")!.GetValue<long>().ShouldBe(3);
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("e-1");
    }

    [Fact]
    public async Task Tokens_may_be_the_input()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply(Vector(2))));
        await using var tapped = new Tapped();
        await OpenAIClients.Embeddings(server.Uri, "e").GenerateEmbeddingsAsync([new ReadOnlyMemory<int>([1, 2, 3]), new ReadOnlyMemory<int>([4])], cancellationToken: Media.Stop);

        (await tapped.SpanAsync()).InputsJson()!["input"]!.ToJsonString().ShouldBe("[[1,2,3],[4]]");
    }

    [Theory]
    [InlineData("[0.5,0.25,1]", """{"dimensions":3}""")]
    [InlineData("[[0.5,0.25],[1,2],[3,4]]", """{"count":3,"dimensions":2}""")]
    [InlineData("[]", """{"dimensions":0}""")]
    [InlineData("null", "null")]
    [InlineData("\"not base64\"", "\"not base64\"")]
    public async Task Vectors_of_every_form_are_shortened(string vector, string expected)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply(vector)));
        await using var tapped = new Tapped();
        await PostAsync(server);

        (await tapped.SpanAsync()).OutputsJson()!["data"]![0]!["embedding"].ShouldEqualJson(System.Text.Json.Nodes.JsonNode.Parse(expected));
    }

    [Fact]
    public async Task Vectors_that_were_not_kept_are_counted_all_the_same()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply([.. Enumerable.Repeat(Vector(256), 50)])));
        await using var tapped = new Tapped(options => options.MaxBodyBytes = 8192);
        await PostAsync(server);

        var span = await tapped.SpanAsync();
        span.OutputsJson()!["data"]!.ToJsonString().ShouldBe("""{"count":50,"dimensions":256}""");
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public async Task Without_content_there_is_no_text()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply(Vector(2))));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await PostAsync(server);

        await tapped.SpanAsync();
        tapped.ShouldSayNothing("secret");
    }

    private static async Task PostAsync(ScriptedModelServer server)
    {
        using var body = BinaryContent.Create(Media.Json("""{"model":"e","input":["secret"]}"""));
        await OpenAIClients.Embeddings(server.Uri, "e").GenerateEmbeddingsAsync(body, new RequestOptions());
    }

    private static string Vector(int dimensions) => $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes(new float[dimensions].AsSpan()))}\"";

    private static string Reply(params string[] vectors)
    {
        var items = vectors.Select((vector, i) => $$"""{"object":"embedding","index":{{i}},"embedding":{{vector}} }""");
        return $$"""{"object":"list","data":[{{string.Join(',', items)}}],"model":"e-1","usage":{"prompt_tokens":4,"total_tokens":4} }""";
    }
}
