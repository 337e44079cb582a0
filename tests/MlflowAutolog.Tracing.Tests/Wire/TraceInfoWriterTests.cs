using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class TraceInfoWriterTests
{
    private static JsonObject Info(TraceData trace) => JsonNode.Parse(TraceInfoWriter.Write(trace, "42"))!["trace"]!["trace_info"]!.AsObject();

    private static SpanData WithUsage(SpanData span, string usage) => span with { Attributes = [SomeSpan.JsonAttribute(WireNames.ChatTokenUsage, usage)] };

    [Fact]
    public void What_a_trace_cannot_do_without_comes_first()
    {
        var info = Info(SomeSpan.Trace(SomeSpan.Root()) with { ClientRequestId = "order-771", RequestPreview = "Where?", ResponsePreview = "There. 👋" });

        info.Select(field => field.Key).ShouldBe(
        [
            "trace_id", "trace_location", "request_time", "execution_duration", "state", "client_request_id", "trace_metadata", "tags", "request_preview", "response_preview",
        ]);
        info["trace_id"]!.GetValue<string>().ShouldBe("tr-" + SomeSpan.TraceId.ToHexString());
        info["trace_location"]!.ToJsonString().ShouldBe("""{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"42"}}""");
        info["request_time"]!.GetValue<string>().ShouldBe("2026-09-21T14:13:20.123Z");
        info["execution_duration"]!.GetValue<string>().ShouldBe("1.250s");
        info["state"]!.GetValue<string>().ShouldBe("OK");
        info["response_preview"]!.GetValue<string>().ShouldBe("There. 👋");
    }

    [Fact]
    public void Absent_facts_are_left_out_rather_than_null()
    {
        var info = Info(SomeSpan.Trace(SomeSpan.Root()));

        info.All(field => field.Value is not null).ShouldBeTrue();
        info.ContainsKey("client_request_id").ShouldBeFalse();
        info.ContainsKey("request_preview").ShouldBeFalse();
    }

    [Theory]
    [InlineData(TraceState.Error, "ERROR")]
    [InlineData(TraceState.InProgress, "IN_PROGRESS")]
    [InlineData(TraceState.Unspecified, "STATE_UNSPECIFIED")]
    public void States_have_MLflow_s_names(TraceState state, string expected) =>
        Info(SomeSpan.Trace(SomeSpan.Root()) with { State = state })["state"]!.GetValue<string>().ShouldBe(expected);

    [Fact]
    public void Metadata_holds_the_user_s_and_what_delivery_computes()
    {
        var root = SomeSpan.Root() with { Inputs = SomeSpan.Json("""{"q": "ü"}"""), Outputs = SomeSpan.Json($"\"{new string('a', 500)}\"") };
        var metadata = Info(SomeSpan.Trace(root) with
        {
            Metadata = new Dictionary<string, string> { [WireNames.Session] = new('s', 300), ["mine"] = "x\0y", [WireNames.SchemaVersion] = "9" },
        })["trace_metadata"]!;

        metadata[WireNames.SchemaVersion]!.GetValue<string>().ShouldBe("3");
        metadata[WireNames.TraceInputs]!.GetValue<string>().ShouldBe("""{"q":"ü"}""");
        metadata[WireNames.TraceOutputs]!.GetValue<string>().ShouldBe("\"" + new string('a', 246) + "...");
        metadata[WireNames.Session]!.GetValue<string>().Length.ShouldBe(250);
        metadata["mine"]!.GetValue<string>().ShouldBe("xy");
        metadata[WireNames.TokenUsage].ShouldBeNull();
    }

    [Fact]
    public void Inputs_and_outputs_are_empty_texts_when_absent()
    {
        var metadata = Info(SomeSpan.Trace(SomeSpan.Root()))["trace_metadata"]!;

        metadata[WireNames.TraceInputs]!.GetValue<string>().ShouldBe("");
        metadata[WireNames.TraceOutputs]!.GetValue<string>().ShouldBe("");
    }

    /// <summary>core/usage_aggregation.</summary>
    [Fact]
    public void Usage_of_a_span_stands_for_all_beneath_it()
    {
        var trace = SomeSpan.Trace(
            SomeSpan.Root(),
            WithUsage(SomeSpan.Of(2, 1), """{"input_tokens":100,"output_tokens":10,"total_tokens":110}"""),
            WithUsage(SomeSpan.Of(3, 1), """{"input_tokens":200,"output_tokens":20,"total_tokens":220}"""),
            WithUsage(SomeSpan.Of(4, 3), """{"input_tokens":200,"output_tokens":20,"total_tokens":220,"cache_read_input_tokens":64}"""),
            WithUsage(SomeSpan.Of(5, 99), """{"input_tokens":50,"output_tokens":5,"cache_read_input_tokens":32,"cache_creation_input_tokens":8}"""));

        Info(trace)["trace_metadata"]![WireNames.TokenUsage]!.GetValue<string>()
            .ShouldBe("""{"input_tokens":350,"output_tokens":35,"total_tokens":385,"cache_read_input_tokens":32,"cache_creation_input_tokens":8}""");
    }

    [Fact]
    public void Six_sums_fit_the_column()
    {
        const long Many = 9_999_999_999;

        new SpanUsage(Many, Many, Many) { CacheRead = Many, CacheCreation = Many, CacheCreationAboveOneHour = Many }.ToJson().Length.ShouldBeLessThanOrEqualTo(250);
    }

    [Fact]
    public void A_circle_of_parents_ends_the_walk()
    {
        var trace = SomeSpan.Trace(SomeSpan.Root(), WithUsage(SomeSpan.Of(2, 3), """{"input_tokens":1}"""), SomeSpan.Of(3, 2));

        Info(trace)["trace_metadata"]![WireNames.TokenUsage]!.GetValue<string>().ShouldBe("""{"input_tokens":1,"output_tokens":0,"total_tokens":1}""");
    }

    [Fact]
    public void Size_counts_each_span_once()
    {
        var trace = SomeSpan.Trace(SomeSpan.Root(), SomeSpan.Of(2, 1), SomeSpan.Of(2, 1) with { Inputs = SomeSpan.Json($"\"{new string('a', 1000)}\"") });
        using var stats = JsonDocument.Parse(Info(trace)["trace_metadata"]![WireNames.SizeStats]!.GetValue<string>());

        stats.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["total_size_bytes", "num_spans", "max", "p25", "p50", "p75"]);
        stats.RootElement.GetProperty("num_spans").GetInt32().ShouldBe(2);
        stats.RootElement.GetProperty("max").GetInt32().ShouldBeGreaterThan(1000);
        stats.RootElement.GetProperty("p50").GetInt32().ShouldBeInRange(stats.RootElement.GetProperty("p25").GetInt32(), stats.RootElement.GetProperty("p75").GetInt32());
    }

    [Fact]
    public void Tags_hold_the_name_and_fit_their_columns()
    {
        var tags = Info(SomeSpan.Trace(SomeSpan.Root()) with
        {
            Tags = new Dictionary<string, string> { ["k"] = new('v', 5000), [new('k', 300)] = "x", [WireNames.SpansLocation] = "TRACKING_STORE" },
        })["tags"]!.AsObject();

        tags[WireNames.TraceName]!.GetValue<string>().ShouldBe("answer");
        tags["k"]!.GetValue<string>().Length.ShouldBe(4096);
        tags.Select(tag => tag.Key.Length).Max().ShouldBe(250);
        tags.ContainsKey(WireNames.SpansLocation).ShouldBeFalse();
    }
}
