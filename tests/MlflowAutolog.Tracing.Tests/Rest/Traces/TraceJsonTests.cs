using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

/// <summary>A trace as text, to MLflow Python and back.</summary>
public sealed class TraceJsonTests
{
    private const string ReadAndWrite = """
        import sys
        from mlflow.entities import Trace
        trace = Trace.from_json(open(sys.argv[1], encoding="utf-8").read())
        open(sys.argv[2], "w", encoding="utf-8").write(trace.to_json())
        root = trace.data.spans[0]
        print(trace.info.trace_id, trace.info.experiment_id, trace.info.state.value, trace.info.execution_duration, root.name, root.span_type, root.inputs["question"], root.get_attribute("share"))
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python_reads_what_is_written_and_what_it_writes_is_read()
    {
        if (MlflowPython.Find() is not { } python)
        {
            Assert.Skip("no MLflow Python here");
            return;
        }

        await using var server = await ServerTracer.OnRealAsync();
        var trace = await RecordAsync(server);
        var (ours, theirs) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            await File.WriteAllTextAsync(ours, trace.ToJson(), Token);
            var said = await MlflowPython.RunAsync(python, ReadAndWrite, ours, theirs);
            var back = MlflowTrace.Parse(await File.ReadAllTextAsync(theirs, Token));

            said.ShouldBe($"{trace.Info.TraceId} {trace.Info.ExperimentId} OK 1250 answer AGENT Wo ist „das“? 0.5");
            Same(back, trace);
        }
        finally
        {
            File.Delete(ours);
            File.Delete(theirs);
        }
    }

    [Fact]
    public async Task Assessments_go_to_Python_and_back_as_they_are()
    {
        const string Program = """
            import json, sys
            from mlflow.entities import Trace
            trace = Trace.from_json(open(sys.argv[1], encoding="utf-8").read())
            open(sys.argv[2], "w", encoding="utf-8").write(trace.to_json())
            for a in sorted(trace.info.assessments, key=lambda a: (a.name, a.create_time_ms, str(a.value))):
                print(a.name, json.dumps(a.value), a.source.source_type, a.source.source_id, a.span_id, a.rationale, json.dumps(a.metadata or {}), getattr(a, "error", None) and a.error.error_code, a.valid, sep="|")
            """;
        if (MlflowPython.Find() is not { } python)
        {
            Assert.Skip("no MLflow Python here");
            return;
        }

        await using var server = await ServerTracer.OnRealAsync();
        var id = (await RecordAsync(server)).Info.TraceId;
        var tracer = server.Tracer;
        var judged = await tracer.LogFeedbackAsync(id, "a judged", 0.5, AssessmentSource.LlmJudge("m"), "na „ja“ 🙂", [new("k", "v")], "00000000000000ff", new AssessmentError("PARTIAL", "one of two", "at A"), Token);
        await tracer.OverrideFeedbackAsync(id, judged.AssessmentId!, true, AssessmentSource.Human("anna"), cancellationToken: Token);
        await tracer.LogFeedbackAsync(id, "b failed", error: new AssessmentError("TIMEOUT"), cancellationToken: Token);
        await tracer.LogFeedbackAsync(id, "c nested", new { a = new object[] { 1, "„x“" } }, cancellationToken: Token);
        await tracer.LogExpectationAsync(id, "d expected", new object[] { "d-1", new { n = 1 } }, metadata: [new("m", "1")], cancellationToken: Token);
        await tracer.LogExpectationAsync(id, "e text", "Friday", spanId: "00000000000000ff", cancellationToken: Token);
        var trace = (await tracer.GetTraceAsync(id, Token)).ShouldNotBeNull();
        var (ours, theirs) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            await File.WriteAllTextAsync(ours, trace.ToJson(), Token);
            var said = await MlflowPython.RunAsync(python, Program, ours, theirs);

            said.ReplaceLineEndings("\n").ShouldBe("""
                a judged|0.5|LLM_JUDGE|m|00000000000000ff|na „ja“ 🙂|{"k": "v"}|PARTIAL|False
                a judged|true|HUMAN|anna|00000000000000ff|None|{}|None|True
                b failed|null|CODE|default|None|None|{}|TIMEOUT|True
                c nested|{"a": [1.0, "\u201ex\u201c"]}|CODE|default|None|None|{}|None|True
                d expected|["d-1", {"n": 1}]|HUMAN|default|None|None|{"m": "1"}|None|None
                e text|"Friday"|HUMAN|default|00000000000000ff|None|{}|None|None
                """.ReplaceLineEndings("\n"));
            AssessmentsOf(MlflowTrace.Parse(trace.ToJson())).ShouldBe(AssessmentsOf(trace));
            AssessmentsOf(MlflowTrace.Parse(await File.ReadAllTextAsync(theirs, Token))).ShouldBe(AssessmentsOf(trace));
        }
        finally
        {
            File.Delete(ours);
            File.Delete(theirs);
        }
    }

    [Fact]
    public void An_assessment_made_by_hand_gets_what_Python_cannot_do_without()
    {
        var info = new TraceInfo { TraceId = "tr-00000000000000000000000000000001", RequestTime = FilteredTraces.First, Assessments = [new Feedback { Name = "f", Value = 1 }] };

        var read = MlflowTrace.Parse(new MlflowTrace(info, []).ToJson()).Info.Assessments.ShouldHaveSingleItem();

        (read.TraceId, read.Source?.Type, read.CreateTime, read.LastUpdateTime).ShouldBe((info.TraceId, "SOURCE_TYPE_UNSPECIFIED", info.RequestTime, info.RequestTime));
    }

    [Fact]
    public async Task A_trace_read_one_by_one_is_that_of_a_search()
    {
        await using var server = await ServerTracer.OnRealAsync();
        var trace = await RecordAsync(server);

        var found = (await server.Tracer.SearchTracesAsync(cancellationToken: Token).AllAsync()).ShouldHaveSingleItem();

        server.Requests("batchGet").ShouldBe(1);
        Same(found, trace);
        Same(MlflowTrace.Parse(found.ToJson()), trace);
    }

    [Fact]
    public async Task Facts_among_the_attributes_have_names()
    {
        await using var server = await ServerTracer.OnRealAsync();
        var trace = await RecordAsync(server);
        var call = trace.Spans.Single(span => span.Name == "call");

        call.ModelName.ShouldBe("gpt-4o");
        call.Cost.ShouldBe(new LlmCost(0.0025, 0.01, 0.0125));
        call.LogLevel.ShouldBe(SpanLogLevel.Warning);
        call.Description.ShouldBe("asks the model");
        trace.Info.Usage.ShouldBe(new TokenUsage(1000, 1000));
        trace.Info.Cost.ShouldBe(new LlmCost(0.0025, 0.01, 0.0125));
        trace.Info.Location.ShouldBe(TraceLocation.Experiment(trace.Info.ExperimentId!));
        (trace.Root!.ModelName, trace.Root.Cost, trace.Root.Description).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"info\":{}}")]
    [InlineData("{\"info\":{\"trace_id\":\"tr-1\"},\"data\":{\"spans\":[{}]}}")]
    [InlineData("{\"info\":{\"trace_id\":\"tr-1\",\"request_time\":\"yesterday\"},\"data\":{\"spans\":[]}}")]
    [InlineData("{\"info\":{\"trace_id\":\"tr-1\"},\"data\":{\"spans\":[5]}}")]
    [InlineData("{\"info\":{\"request_id\":\"1\"},\"data\":{\"spans\":[]}}")]
    public void Other_text_is_refused(string json) => Should.Throw<MlflowException>(() => MlflowTrace.Parse(json)).Message.ShouldContain("Trace.to_json");

    [Theory]
    [InlineData("\"tags\":null,\"trace_metadata\":null,\"trace_location\":null,\"assessments\":null")]
    [InlineData("\"tags\":{\"a\":\"0\",\"a\":\"1\"},\"assessments\":[{\"feedback\":{},\"metadata\":{\"a\":\"0\",\"a\":\"1\"}},{\"assessment_name\":\"of a kind to come\"},5]")]
    public void What_is_nothing_or_comes_twice_is_read(string members)
    {
        var info = MlflowTrace.Parse($$$"""{"info":{"trace_id":"tr-00000000000000000000000000000001",{{{members}}}},"data":{"spans":[]}}""").Info;

        info.Tags.GetValueOrDefault("a", "1").ShouldBe("1");
        info.Assessments.ShouldAllBe(one => one.Metadata["a"] == "1");
    }

    [Fact]
    public void Links_are_kept()
    {
        var links = """[{"trace_id":"tr-00000000000000000000000000000002","span_id":"0000000000000003","attributes":{"why":"retry"}}]""";
        var json = $$$"""
            {"info":{"trace_id":"tr-00000000000000000000000000000001","request_time":"2026-10-02T08:00:00Z"},"data":{"spans":[{"trace_id":"AAAAAAAAAAAAAAAAAAAAAQ==",
            "span_id":"AAAAAAAAAAE=","parent_span_id":null,"name":"a","start_time_unix_nano":1790000000000000000,"end_time_unix_nano":1790000000000000000,"attributes":{},"links":{{{links}}} }]}}
            """;

        var trace = MlflowTrace.Parse(json);

        var link = trace.Root!.Links.ShouldHaveSingleItem();
        (link.TraceId, link.SpanId, link.Attributes["why"].GetString()).ShouldBe(("tr-00000000000000000000000000000002", "0000000000000003", "retry"));
        JsonNode.DeepEquals(JsonNode.Parse(trace.ToJson())!["data"]!["spans"]![0]!["links"], JsonNode.Parse(links)).ShouldBeTrue();
    }

    [Fact]
    public void A_trace_with_ids_that_are_none_cannot_be_written()
    {
        var trace = new MlflowTrace(new TraceInfo { TraceId = "mine" }, [new TraceSpan { SpanId = "1", Name = "a", SpanType = "CHAIN" }]);

        Should.Throw<MlflowException>(trace.ToJson).Message.ShouldContain("'mine'");
    }

    private static void Same(MlflowTrace actual, MlflowTrace expected)
    {
        (actual.Info with { Metadata = new Dictionary<string, string>(), Tags = new Dictionary<string, string>() }).ToString()
            .ShouldBe((expected.Info with { Metadata = new Dictionary<string, string>(), Tags = new Dictionary<string, string>() }).ToString());
        actual.Info.Metadata.ShouldBe(expected.Info.Metadata, ignoreOrder: true);
        actual.Info.Tags.ShouldBe(expected.Info.Tags, ignoreOrder: true);
        actual.Spans.Count.ShouldBe(expected.Spans.Count);
        foreach (var (left, right) in actual.Spans.Zip(expected.Spans))
        {
            (left.Name, left.SpanId, left.ParentId, left.SpanType, left.Status, left.StatusMessage, left.StartTime, left.Duration)
                .ShouldBe((right.Name, right.SpanId, right.ParentId, right.SpanType, right.Status, right.StatusMessage, right.StartTime, right.Duration));
            Texts(left).ShouldBe(Texts(right), ignoreOrder: true);
        }
    }

    /// <summary>Python leaves out of an expectation whether it is valid.</summary>
    private static IEnumerable<string> AssessmentsOf(MlflowTrace trace) => trace.Info.Assessments.OrderBy(one => one.AssessmentId, StringComparer.Ordinal).Select(one =>
    {
        var (bare, value) = one switch
        {
            Feedback feedback => (feedback with { Value = null }, feedback.Value),
            Expectation expectation => (expectation with { Value = null, Valid = null }, expectation.Value),
            _ => (one, (object?)null),
        };
        var text = value is JsonElement json ? JsonNode.Parse(json.GetRawText())?.ToJsonString() : $"{value} {value?.GetType().Name}";
        return $"{bare with { Metadata = new Dictionary<string, string>() }} {text} {string.Join(',', one.Metadata)} {one.CreateTime:O} {one.LastUpdateTime:O}";
    });

    private static IEnumerable<string> Texts(TraceSpan span)
        => [
            .. span.Attributes.Select(attribute => $"{attribute.Key}: {JsonNode.Parse(attribute.Value.GetRawText())?.ToJsonString()}"),
            $"inputs: {JsonNode.Parse(span.Inputs?.GetRawText() ?? "null")?.ToJsonString()}",
            $"outputs: {JsonNode.Parse(span.Outputs?.GetRawText() ?? "null")?.ToJsonString()}",
            .. span.Events.Select(item => $"{item.Name} {item.Time:O} {string.Join(',', item.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"))}"),
        ];

    private static async Task<MlflowTrace> RecordAsync(ServerTracer server)
    {
        var start = FilteredTraces.First.AddTicks(1234567);
        var root = server.Tracer.StartDetachedSpan("answer", SpanType.Agent, inputs: new { question = "Wo ist „das“?", exact = 1.0, whole = 1, none = (string?)null }, startTime: start);
        root.SetAttributes([new("share", 0.5), new("count", 7L), new("big", 1L << 60), new("one", 1.0), new("flag", true), new("list", new object?[] { 1, 2.5, "x", null }), new("text", "5"), new("nothing", null)]);
        root.AddEvent("seen", [new("a", 1), new("b", "t"), new("c", 1.5), new("d", true)], start.AddSeconds(0.5));
        var call = server.Tracer.StartDetachedSpan("call", SpanType.ChatModel, root, startTime: start.AddSeconds(0.1));
        call.SetAttributes([new("mlflow.llm.model", "gpt-4o"), new("mlflow.llm.provider", "openai"), new("mlflow.spanDescription", "asks the model"),
            new("mlflow.chat.tokenUsage", new { input_tokens = 1000, output_tokens = 1000, total_tokens = 2000 })]);
        call.SetLogLevel(SpanLogLevel.Warning).SetStatus(SpanStatusCode.Error, "no answer").End(start.AddSeconds(0.2));
        root.SetOutputs("there").End(start.AddSeconds(1.25));
        await server.FlushAsync();
        return (await server.Tracer.GetTraceAsync(root.TraceId, Token)).ShouldNotBeNull();
    }
}
