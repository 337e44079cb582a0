using System.Security.Cryptography;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Processing;

public sealed class ContentRulesTests
{
    private const string Request = """
        {"model":"gpt","tools":[{"type":"function","function":{"name":"pay","description":"pays"}}],"messages":[{"role":"system","content":"be kind"},{"role":"user","content":[{"type":"text","text":"hello"}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"pay","arguments":"{\"iban\":1}"}},{"id":"c2","type":"function","function":{"name":"look","arguments":"{\"q\":2}"}}]},{"role":"tool","tool_call_id":"c1","content":"paid"},{"role":"tool","tool_call_id":"c2","content":"seen"}]}
        """;

    private const string Reply = """{"model":"gpt","choices":[{"index":0,"message":{"role":"assistant","content":"hi there"}}],"usage":{"total_tokens":3}}""";

    [Fact]
    public async Task A_kind_is_left_out()
    {
        var root = await RunAsync(o => o.SetContent(ContentKinds.Inputs | ContentKinds.ExceptionMessages | ContentKinds.Attributes, ContentAction.Drop));
        root.Inputs.IsAbsent.ShouldBeTrue();
        root.Outputs.ToString().ShouldBe(Reply);
        root.StatusMessage.ShouldBe("FormatException");
        root.Events.Single(e => e.Name == "exception").Attributes.ShouldHaveSingleItem().Value.Text.ShouldBe("FormatException");
        root.Attributes.Select(attribute => attribute.Key).ShouldBe(["mlflow.llm.model", WireNames.SpanLogLevel]);
    }

    [Fact]
    public async Task A_role_is_masked_and_the_rest_stays()
    {
        var root = await RunAsync(o => o.SetContentOfRole("user", ContentAction.Mask));
        root.Inputs.ToString().ShouldBe(Request.Trim().Replace("\"hello\"", "\"***\"", StringComparison.Ordinal));
        root.Events.Count(e => e.Name.StartsWith("mlflow.chunk", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_assistants_words_go_from_the_chunks_too()
    {
        var root = await RunAsync(o => o.SetContentOfRole("assistant", ContentAction.Mask));
        root.Outputs.ToString().ShouldBe(Reply.Replace("hi there", "***", StringComparison.Ordinal));
        root.Events.Where(e => e.Name.StartsWith("mlflow.chunk", StringComparison.Ordinal)).ShouldBeEmpty();
        root.Attributes.Single(attribute => attribute.Key == WireNames.ChunksLeftOut).Value.Integer.ShouldBe(1);
    }

    [Fact]
    public async Task A_text_that_a_model_went_on_with_is_the_assistants()
    {
        const string reply = """{"object":"text_completion","choices":[{"text":"hi there","index":0,"finish_reason":"stop"}]}""";
        await using var processed = new Processed(o => o.SetContentOfRole("assistant", ContentAction.Mask));
        using (var span = processed.Tracer.StartSpan("text", SpanType.Llm)) span.SetOutputs(System.Text.Json.JsonDocument.Parse(reply));
        processed.Trace().Root!.Outputs.ToString().ShouldBe(reply.Replace("hi there", "***", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_system_prompt_is_dropped()
        => (await RunAsync(o => o.SetContent(ContentKinds.SystemPrompts, ContentAction.Drop))).Inputs.ToString().ShouldBe(Request.Trim().Replace("\"be kind\"", "null", StringComparison.Ordinal));

    [Fact]
    public async Task A_tools_calls_and_results_are_masked_in_the_messages()
    {
        var inputs = (await RunAsync(o => o.SetContentOfTool("pay", ContentAction.Mask))).Inputs.ToString();
        inputs.ShouldBe(Request.Trim().Replace("""{\"iban\":1}""", "***", StringComparison.Ordinal).Replace("\"paid\"", "\"***\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tool_kept_beats_the_kind()
    {
        var inputs = (await RunAsync(o => o.SetContent(ContentKinds.ToolArguments | ContentKinds.ToolResults, ContentAction.Mask).SetContentOfTool("look", ContentAction.Keep))).Inputs.ToString();
        inputs.ShouldBe(Request.Trim().Replace("""{\"iban\":1}""", "***", StringComparison.Ordinal).Replace("\"paid\"", "\"***\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tool_span_is_hashed_with_and_without_a_key()
    {
        await using var plain = new Processed(o => o.SetContentOfTool("pay", ContentAction.Hash));
        plain.Tracer.StartSpan("pay", SpanType.Tool, inputs: "hello").Dispose();
        plain.Trace().Root!.Inputs.ToString().ShouldBe($"\"sha256:{Convert.ToHexString(SHA256.HashData("hello"u8)).ToLowerInvariant()}\"");

        await using var keyed = new Processed(o => o.SetContentOfTool("pay", ContentAction.Hash).ContentHashKey = "key");
        keyed.Tracer.StartSpan("pay", SpanType.Tool, inputs: "hello").Dispose();
        keyed.Trace().Root!.Inputs.ToString().ShouldBe($"\"sha256:{Convert.ToHexString(HMACSHA256.HashData("key"u8, "hello"u8)).ToLowerInvariant()}\"");
    }

    [Theory]
    [InlineData("""{"instructions":"be kind","input":[{"role":"user","content":"q"},{"type":"function_call","call_id":"c","name":"pay","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"paid"}]}""",
        """{"instructions":"***","input":[{"role":"user","content":"q"},{"type":"function_call","call_id":"c","name":"pay","arguments":"***"},{"type":"function_call_output","call_id":"c","output":"***"}]}""")]
    [InlineData("""{"system":"be kind","messages":[{"role":"assistant","content":[{"type":"text","text":"a"},{"type":"tool_use","id":"t","name":"pay","input":{"x":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"paid"}]}]}""",
        """{"system":"***","messages":[{"role":"assistant","content":[{"type":"text","text":"a"},{"type":"tool_use","id":"t","name":"pay","input":{"x":"***"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"***"}]}]}""")]
    public async Task Responses_and_anthropic_are_understood(string inputs, string expected)
    {
        await using var processed = new Processed(o => o.SetContentOfRole("system", ContentAction.Mask).SetContentOfTool("pay", ContentAction.Mask));
        processed.Tracer.StartSpan("call", SpanType.ChatModel, inputs: System.Text.Json.JsonDocument.Parse(inputs)).Dispose();
        processed.Trace().Root!.Inputs.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData(SpanType.Tool, """{"id":"anna","status":"ill","type":"case","content":[{"type":"text","text":"x"}]}""", """{"id":"***","status":"***","type":"***","content":[{"type":"text","text":"***"}]}""")]
    [InlineData(SpanType.Chain, """{"id":"anna","model":"ill","object":1}""", """{"id":"***","model":"***","object":"***"}""")]
    [InlineData(SpanType.ChatModel, """{"model":"gpt","messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"pay","input":{"id":"anna","type":"case"}}]}]}""",
        """{"model":"gpt","messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"***","input":{"id":"***","type":"***"}}]}]}""")]
    public async Task What_is_structure_in_messages_is_content_elsewhere(string type, string inputs, string expected)
    {
        await using var processed = new Processed(o => o.SetContent(ContentKinds.Inputs, ContentAction.Mask));
        processed.Tracer.StartSpan("call", type, inputs: System.Text.Json.JsonDocument.Parse(inputs)).Dispose();
        processed.Trace().Root!.Inputs.ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task Arguments_in_messages_are_hidden_whatever_their_members_are_called()
    {
        const string Inputs = """{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"pay","input":{"id":"anna","status":"ill"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"paid","id":"anna"}]}]}]}""";
        await using var processed = new Processed(o => o.SetContent(ContentKinds.ToolArguments | ContentKinds.ToolResults, ContentAction.Mask));
        processed.Tracer.StartSpan("call", SpanType.ChatModel, inputs: System.Text.Json.JsonDocument.Parse(Inputs)).Dispose();
        processed.Trace().Root!.Inputs.ToString().ShouldBe(Inputs.Replace("\"anna\"", "\"***\"", StringComparison.Ordinal).Replace("\"ill\"", "\"***\"", StringComparison.Ordinal).Replace("\"paid\"", "\"***\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_environment_hides_kinds_and_switches_the_pack_on()
    {
        await using var processed = new Processed(static _ => { }, name => name switch { "MLFLOW_AUTOLOG_HIDE_CONTENT" => "Outputs, tool_results", "MLFLOW_AUTOLOG_REDACT_PII" => "true", _ => null });
        processed.Tracer.StartSpan("x", inputs: "anna@example.com").SetOutputs("y").Dispose();
        var root = processed.Trace().Root!;
        (root.Inputs.ToString(), root.Outputs.IsAbsent).ShouldBe(("\"[email]\"", true));
    }

    [Fact]
    public void A_wrong_kind_in_the_environment_says_what_would_be_right()
        => Should.Throw<MlflowException>(() => new MlflowTracer(new MlflowOptions { Environment = name => name == "MLFLOW_AUTOLOG_HIDE_CONTENT" ? "input" : null }))
            .Message.ShouldBe("MLFLOW_AUTOLOG_HIDE_CONTENT is 'input', but has to be a list of inputs, outputs, tool_arguments, tool_results, system_prompts, stream_chunks, exception_messages, attributes, all.");

    private static async Task<SpanData> RunAsync(Action<MlflowOptions> configure)
    {
        await using var processed = new Processed(configure);
        using (var span = processed.Tracer.StartSpan("chat", SpanType.ChatModel, inputs: System.Text.Json.JsonDocument.Parse(Request)))
        {
            span.SetOutputs(System.Text.Json.JsonDocument.Parse(Reply)).SetAttribute("own", "text").SetAttribute("mlflow.llm.model", "gpt");
            span.AddEvent("mlflow.chunk.item.0", [new("mlflow.chunk.value", """{"choices":[{"delta":{"content":"hi there"}}]}""")]).RecordException(new FormatException("quoted"));
        }

        return processed.Trace().Root!;
    }
}
