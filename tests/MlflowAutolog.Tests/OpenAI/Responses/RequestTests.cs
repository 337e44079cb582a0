using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>What a request brings: tools, ids, credentials.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("""{"type":"web_search"}""", "web_search")]
    [InlineData("""{"type":"web_search_preview"}""", "web_search_preview")]
    [InlineData("""{"type":"file_search","vector_store_ids":["vs"]}""", "file_search")]
    [InlineData("""{"type":"computer_use_preview","display_width":1,"display_height":1,"environment":"linux"}""", "computer_use_preview")]
    [InlineData("""{"type":"code_interpreter","container":{"type":"auto"}}""", "code_interpreter")]
    [InlineData("""{"type":"image_generation"}""", "image_generation")]
    [InlineData("""{"type":"mcp","server_label":"wiki","server_url":"https://x"}""", "mcp")]
    [InlineData("""{"type":"local_shell"}""", "local_shell")]
    [InlineData("""{"type":"custom","name":"run_sql","description":"d"}""", "run_sql")]
    [InlineData("""{"type":"of_tomorrow","size":3}""", "of_tomorrow")]
    [InlineData("""{"type":"custom","name":"half a pair \ud83d"}""", "half a pair \ufffd")]
    public async Task A_tool_of_the_API_is_told_by_its_name_or_type_and_hides_no_function(string tool, string name)
    {
        var span = await Responding.SpanAsync(
            ScriptedReply.Json(Responding.Response("completed")),
            $$$"""{"model":"m","input":"Hi","tools":[{{{tool}}},{"type":"function","name":"get_weather","description":"Weather","parameters":{"type":"object"},"strict":true,"defer_loading":true}]}""");
        span.Attribute(WireNames.ChatTools).ShouldEqualJson(JsonNode.Parse($$$$"""
            [
              {"type":"function","function":{"name":"{{{{name}}}}"}},
              {"type":"function","function":{"name":"get_weather","description":"Weather","parameters":{"type":"object"},"strict":true}}
            ]
            """));
    }

    [Fact]
    public async Task Without_content_there_are_facts_and_ids_and_no_word()
    {
        const string request = """
            {"model":"m","input":"Secret question","instructions":"Secret rules","previous_response_id":"resp_0","conversation":"conv_1","user":"Secret person","store":true,
             "tools":[{"type":"function","name":"secret_tool","parameters":{}}]}
            """;
        const string error = """{"code":"server_error","message":"A secret went wrong."}""";
        foreach (var reply in (ScriptedReply[])[
            ScriptedReply.Json(Responding.Response("completed")),
            ScriptedReply.Json(Responding.Response("failed", error: error)),
            ScriptedReply.Events(Responding.Created, Responding.Event("response.output_text.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"Secret\""), Responding.End("failed", error: error))])
        {
            var span = await Responding.SpanAsync(reply, request, options => options.CaptureContent = false);
            var text = $"{span.Inputs}{span.Outputs}{span.StatusMessage}{string.Join(' ', span.Attributes.Select(a => $"{a.Key}={SpanReading.Json(a.Value)?.ToJsonString()}"))}{string.Join(' ', span.Events.SelectMany(e => e.Attributes).Select(a => SpanReading.Json(a.Value)?.ToJsonString()))}";
            text.ToLowerInvariant().ShouldNotContain("secret");
            span.Attribute("previous_response_id")!.ToString().ShouldBe("resp_0");
            span.Attribute("conversation")!.ToString().ShouldBe("conv_1");
            span.Attribute(WireNames.ChatTokenUsage).ShouldNotBeNull();
            span.Session.ShouldBe("conv_1");
        }
    }

    [Fact]
    public async Task Credentials_for_the_servers_of_tools_are_nowhere()
    {
        const string tools = """
            [{"type":"mcp","server_label":"crm","server_url":"https://x","authorization":"tok-SESAME","headers":{"X-Api-Key":"SESAME-1","Accept":"SESAME-2"}},
             {"type":"shell","environment":{"network_policy":{"domain_secrets":[{"domain":"x","name":"K","value":"SESAME-3"}]}}},
             {"type":"function","name":"f","parameters":{"type":"object","properties":{"headers":{"type":"object"},"authorization":{"type":"string"}}}}]
            """;
        var echo = Responding.Response("completed").Replace("\"tools\":[]", $"\"tools\":{tools.ReplaceLineEndings("")}", StringComparison.Ordinal);
        foreach (var reply in (ScriptedReply[])[ScriptedReply.Json(echo), ScriptedReply.Events(Responding.Event("response.created", $"\"response\":{echo}"), Responding.Event("response.completed", $"\"response\":{echo}"))])
        {
            var span = await Responding.SpanAsync(reply, $$"""{"model":"m","input":"Hi","tools":{{tools}}}""");
            var chunks = string.Concat(span.Chunks().Select(chunk => chunk.Text(WireNames.ChunkValue)));
            $"{span.Inputs}{span.Outputs}{chunks}".ShouldNotContain("SESAME");
            foreach (var side in (JsonNode[])[span.InputsJson()!, span.OutputsJson()!])
            {
                side["tools"]![0]!["server_url"]!.ToString().ShouldBe("https://x");
                side["tools"]![0]!["headers"]!["X-Api-Key"]!.ToString().ShouldBe("***");
                side["tools"]![2]!["parameters"]!["properties"]!["authorization"]!["type"]!.ToString().ShouldBe("string");
            }
        }
    }

    [Theory]
    [InlineData("/openai/responses?api-version=2025-04-01-preview")]
    [InlineData("/openai/v1/responses")]
    [InlineData("/v1/responses")]
    public async Task Every_address_of_the_API_is_known(string path)
    {
        await using var tapped = new Tapped();
        await PostAsync(path, Responding.Question);
        (await tapped.SpanAsync()).Name.ShouldBe("Responses");
    }

    [Theory]
    [InlineData("""{"prompt":{"id":"pmpt_1","variables":{"city":"Rome"}}}""", true)]
    [InlineData("""{"model":"m","previous_response_id":"resp_1"}""", true)]
    [InlineData("""{"agent":{"name":"a"},"input":"Hi"}""", true)]
    [InlineData("""{"input":"a survey's answer"}""", false)]
    [InlineData("""{"model":"car","answers":[1]}""", false)]
    [InlineData("""["input","model"]""", false)]
    public async Task A_request_of_something_else_at_such_an_address_is_no_call(string request, bool isCall)
    {
        await using var tapped = new Tapped();
        await PostAsync("/v1/responses", request);
        tapped.Recorded.Count.ShouldBe(1);
        tapped.Spans.Count.ShouldBe(isCall ? 1 : 0);
    }

    [Theory]
    [InlineData("/v1/responses/input_tokens")]
    [InlineData("/v1/responses/resp_1/cancel")]
    public async Task Counting_and_cancelling_are_no_calls(string path)
    {
        await using var tapped = new Tapped();
        await PostAsync(path, Responding.Question);
        tapped.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Compaction_is_a_call_with_its_tokens()
    {
        await using var tapped = new Tapped();
        await PostAsync("/v1/responses/compact", Responding.Question, """{"id":"resp_2","object":"response.compaction","output":[{"type":"compaction","id":"cmp_1","encrypted_content":"x"}],"usage":""" + Responding.Usage + "}");
        var span = await tapped.SpanAsync();
        span.Name.ShouldBe("Responses.compact");
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("m");
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<int>().ShouldBe(10);
    }

    private static async Task PostAsync(string path, string request, string? reply = null)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(reply ?? Responding.Response("completed")));
        using var client = new HttpClient();
        using var body = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(server.Uri, path), body, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
