using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Searches in vector stores, by the vendor's own client.</summary>
public sealed class VectorStoreTests
{
    private const string Reply = """{"object":"vector_store.search_results.page","search_query":["red boat"],"data":[{"file_id":"file-1","filename":"b.txt","score":0.8,"attributes":{"year":2024,"score":"A"},"content":[{"type":"text","text":"A boat."},{"type":"text","text":"It is red."}]},{"file_id":"file-2","filename":"c.txt","score":0.1,"attributes":null,"content":[]}],"has_more":true,"next_page":"p2"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_found_are_documents(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply) with { Path = "/v1/vector_stores/vs_1/search" });
        await using var tapped = new Tapped();
        await SearchAsync(server, """{"query":"boat","max_num_results":3}""", asynchronous);

        var span = await tapped.SpanAsync();
        (span.Name, span.Type, span.Status).ShouldBe(("VectorStores", SpanType.Retriever, SpanStatusCode.Ok));
        span.Inputs.ToString().ShouldBe("""{"vector_store_id":"vs_1","query":"boat","max_num_results":3}""");
        span.OutputsJson().ShouldEqualJson(JsonNode.Parse("""
            [
              {"page_content":"A boat.\n\nIt is red.","metadata":{"file_id":"file-1","filename":"b.txt","score":0.8,"year":2024,"attributes.score":"A"},"id":"file-1"},
              {"page_content":"","metadata":{"file_id":"file-2","filename":"c.txt","score":0.1},"id":"file-2"}
            ]
            """));
        span.Attribute("vector_store_id")!.ToString().ShouldBe("vs_1");
        span.Attribute("has_more")!.GetValue<bool>().ShouldBeTrue();
        span.Attribute("next_page")!.ToString().ShouldBe("p2");
        span.Attribute("query").ShouldBeNull();
    }

    [Fact]
    public async Task A_query_that_was_rewritten_stands_with_what_it_found()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        await SearchAsync(server, """{"query":"boat","rewrite_query":true}""", asynchronous: true);

        (await tapped.SpanAsync()).OutputsJson()![1]!["metadata"]!["search_query"]!.ToJsonString().ShouldBe("""["red boat"]""");
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"object":"vector_store.search_results.page","search_query":["x"],"data":[],"has_more":false,"next_page":null}"""));
        await using var tapped = new Tapped();
        await SearchAsync(server, """{"query":"x"}""", asynchronous: true);

        (await tapped.SpanAsync()).Outputs.ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task Without_content_there_are_no_documents()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await SearchAsync(server, """{"query":"boat","rewrite_query":true}""", asynchronous: true);

        var span = await tapped.SpanAsync();
        tapped.ShouldSayNothing("boat", "b.txt", "p2");
        span.Attribute("vector_store_id")!.ToString().ShouldBe("vs_1");
    }

    [Fact]
    public async Task A_missing_store_is_an_error()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"error":{"message":"No vector store found with id 'vs_1'.","type":"invalid_request_error","code":null}}""", 404));
        await using var tapped = new Tapped();
        await Should.ThrowAsync<ClientResultException>(() => SearchAsync(server, """{"query":"boat"}""", asynchronous: true));

        (await tapped.SpanAsync()).StatusMessage.ShouldBe("ClientResultException: HTTP 404 invalid_request_error: No vector store found with id 'vs_1'.");
    }

    [Fact]
    public async Task Nothing_else_of_a_store_is_a_call()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"id":"vs_1","object":"vector_store","created_at":1,"name":"s","status":"completed","file_counts":{"in_progress":0,"completed":0,"failed":0,"cancelled":0,"total":0},"usage_bytes":0,"last_active_at":1,"metadata":{}}""") with { Repeat = true });
        await using var tapped = new Tapped();
        var client = OpenAIClients.VectorStores(server.Uri);
        using var body = BinaryContent.Create(Media.Json("""{"name":"search","query":"x"}"""));
        await client.CreateVectorStoreAsync(body, new RequestOptions());
        await client.ModifyVectorStoreAsync("search", body, new RequestOptions());
        await client.AddFileToVectorStoreAsync("vs_1", body, new RequestOptions());
        await client.GetVectorStoreAsync("search", cancellationToken: Media.Stop);

        tapped.Recorded.ShouldBeEmpty();
    }

    private static async Task SearchAsync(ScriptedModelServer server, string json, bool asynchronous)
    {
        var client = OpenAIClients.VectorStores(server.Uri);
        using var body = BinaryContent.Create(Media.Json(json));
        if (asynchronous) await client.SearchVectorStoreAsync("vs_1", body, new RequestOptions());
        else client.SearchVectorStore("vs_1", body, new RequestOptions());
    }
}
