using System.Diagnostics;
using MlflowAutolog.Tracing.Model;
using OpenTelemetry.Proto.Common.V1;
using StatusCode = OpenTelemetry.Proto.Trace.V1.Status.Types.StatusCode;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class OtlpTraceWriterTests
{
    [Fact]
    public void The_resource_names_the_SDK_and_nothing_that_would_become_a_tag()
    {
        var request = Otlp.Request([SomeSpan.Trace(SomeSpan.Root())]);

        request.ResourceSpans.Count.ShouldBe(1);
        request.ResourceSpans[0].Resource.Attributes.Select(attribute => attribute.Key).ShouldBe(["telemetry.sdk.name", "telemetry.sdk.language", "telemetry.sdk.version"]);
        request.ResourceSpans[0].Resource.Attributes.Select(attribute => attribute.Value.StringValue).Take(2).ShouldBe(["mlflow-autolog", "dotnet"]);
        request.ResourceSpans[0].Resource.Attributes[2].Value.StringValue.ShouldNotBeEmpty();
        request.ResourceSpans[0].ScopeSpans[0].Scope.Name.ShouldBe("MlflowAutolog");
    }

    [Fact]
    public void A_span_keeps_ids_times_status_events_and_links()
    {
        var linked = ActivityTraceId.CreateRandom();
        var linkedSpan = ActivitySpanId.CreateRandom();
        var child = SomeSpan.Of(2, 1) with
        {
            Status = SpanStatusCode.Error,
            StatusMessage = "ValueError: bad",
            Events = [new("exception", SomeSpan.Start + 5, [SomeSpan.Attribute("exception.type", "ValueError"), new("n", AttributeValue.Of(3))])],
            Links = [new(linked, linkedSpan, [new("why", AttributeValue.Of(true))])],
        };

        var spans = Otlp.Spans(SomeSpan.Trace(SomeSpan.Root(), child));

        spans.Count.ShouldBe(2);
        spans[0].ParentSpanId.ShouldBeEmpty();
        var span = spans[1];
        Convert.ToHexStringLower(span.TraceId.Span).ShouldBe(SomeSpan.TraceId.ToHexString());
        Convert.ToHexStringLower(span.SpanId.Span).ShouldBe("0000000000000002");
        Convert.ToHexStringLower(span.ParentSpanId.Span).ShouldBe("0000000000000001");
        span.Name.ShouldBe("span 2");
        span.StartTimeUnixNano.ShouldBe((ulong)SomeSpan.Start);
        span.EndTimeUnixNano.ShouldBe((ulong)SomeSpan.Start + 1_250_000_000);
        span.Status.Code.ShouldBe(StatusCode.Error);
        span.Status.Message.ShouldBe("ValueError: bad");
        span.Events.Single().Name.ShouldBe("exception");
        span.Events[0].TimeUnixNano.ShouldBe((ulong)SomeSpan.Start + 5);
        span.Events[0].Attributes.Select(attribute => attribute.Key).ShouldBe(["exception.type", "n"]);
        Convert.ToHexStringLower(span.Links.Single().TraceId.Span).ShouldBe(linked.ToHexString());
        Convert.ToHexStringLower(span.Links[0].SpanId.Span).ShouldBe(linkedSpan.ToHexString());
        span.Links[0].Attributes.Single().Value.BoolValue.ShouldBeTrue();
    }

    [Fact]
    public void Values_are_typed_and_text_is_never_quoted()
    {
        var span = Otlp.Single(SomeSpan.Root() with
        {
            Inputs = SomeSpan.Json("""{"q":"Where?","n":5,"big":18446744073709551615,"d":2.5,"t":true,"x":null,"l":[1,"a",{}]}"""),
            Outputs = SomeSpan.Json("\"There.\""),
            Attributes = [new("i", AttributeValue.Of(-7)), new("f", AttributeValue.Of(1.5)), new("nan", AttributeValue.Of(double.NaN)), new("none", default)],
        });

        Otlp.Attribute(span, "mlflow.traceRequestId")!.StringValue.ShouldBe("tr-" + SomeSpan.TraceId.ToHexString());
        Otlp.Attribute(span, "mlflow.spanType")!.StringValue.ShouldBe("CHAIN");
        Otlp.Attribute(span, "mlflow.spanOutputs")!.StringValue.ShouldBe("There.");
        Otlp.Json(Otlp.Attribute(span, "mlflow.spanInputs")!)!.ToJsonString()
            .ShouldBe("""{"q":"Where?","n":5,"big":"18446744073709551615","d":2.5,"t":true,"x":null,"l":[1,"a",{}]}""");
        Otlp.Attribute(span, "i")!.IntValue.ShouldBe(-7);
        Otlp.Attribute(span, "f")!.DoubleValue.ShouldBe(1.5);
        Otlp.Attribute(span, "nan")!.StringValue.ShouldBe("NaN");
        Otlp.Attribute(span, "none")!.ValueCase.ShouldBe(AnyValue.ValueOneofCase.None);
    }

    [Fact]
    public void Absent_content_is_not_sent_and_null_is()
    {
        var span = Otlp.Single(SomeSpan.Root() with { Outputs = SomeSpan.Json("null") });

        Otlp.Attribute(span, "mlflow.spanInputs").ShouldBeNull();
        Otlp.Attribute(span, "mlflow.spanOutputs")!.ValueCase.ShouldBe(AnyValue.ValueOneofCase.None);
    }

    [Fact]
    public void Nesting_stays_within_the_hundred_levels_of_a_protobuf_reader()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);

        // Google's decoder has the server's limit and throws beyond it.
        var span = Otlp.Single(SomeSpan.Root() with { Inputs = SomeSpan.Json(deep) });

        var value = Otlp.Json(Otlp.Attribute(span, "mlflow.spanInputs")!);
        for (int level = 0; level < 30; level++)
            value = value!["a"];
        value!.GetValue<string>().ShouldBe("…");
    }

    [Fact]
    public void Content_that_is_no_JSON_is_sent_as_text()
    {
        var span = Otlp.Single(SomeSpan.Root() with { Inputs = SomeSpan.Json("""{"a":"""), Outputs = SomeSpan.Json("<html>") });

        Otlp.Attribute(span, "mlflow.spanInputs")!.StringValue.ShouldBe("""{"a":""");
        Otlp.Attribute(span, "mlflow.spanOutputs")!.StringValue.ShouldBe("<html>");
    }

    [Fact]
    public void Nulls_and_lone_surrogates_leave_every_text()
    {
        var root = SomeSpan.Root("na\0me\ud83d") with
        {
            Inputs = SomeSpan.Json("""{"k\u0000":"a\u0000b\ud83d"}"""),
            StatusMessage = "bad\0",
            Attributes = [SomeSpan.Attribute("k\0", "v\0")],
        };
        var span = Otlp.Spans(SomeSpan.Trace(root) with { Tags = new Dictionary<string, string> { ["t"] = "v\0" } })[0];

        span.ToString().ShouldNotContain("\\u0000");
        span.Name.ShouldBe("name\uFFFD");
        span.Status.Message.ShouldBe("bad");
        Otlp.Json(Otlp.Attribute(span, "mlflow.spanInputs")!)!["k"]!.GetValue<string>().ShouldBe("ab\uFFFD");
        Otlp.Attribute(span, "mlflow.traceTag.t")!.StringValue.ShouldBe("v");
    }

    [Fact]
    public void Name_and_type_fit_their_columns_and_a_span_never_ends_before_it_starts()
    {
        var span = Otlp.Single(SomeSpan.Root(new string('n', 5000)) with { Type = new string('t', 600), EndUnixNano = SomeSpan.Start - 1 });

        span.Name.Length.ShouldBe(4096);
        span.Name.ShouldEndWith("…");
        Otlp.Attribute(span, "mlflow.spanType")!.StringValue.Length.ShouldBe(500);
        span.EndTimeUnixNano.ShouldBe(span.StartTimeUnixNano);
        Otlp.Single(SomeSpan.Root("")).Name.ShouldBe("<unnamed>");
    }

    [Fact]
    public void The_root_carries_the_facts_of_the_trace_when_asked()
    {
        var trace = SomeSpan.Trace(SomeSpan.Root(), SomeSpan.Of(2, 1)) with
        {
            Tags = new Dictionary<string, string>
            {
                ["env"] = "prod",
                ["odd=key"] = new('v', 5000),
                [WireNames.SpansLocation] = "x",
                [WireNames.ArtifactLocation] = "x",
            },
            Metadata = new Dictionary<string, string> { [WireNames.Session] = new('s', 300), [WireNames.User] = "anna" },
        };

        var spans = Otlp.Spans(trace);
        var root = spans[0];

        root.Attributes.Select(attribute => attribute.Key).Where(key => key.StartsWith("mlflow.traceTag.", StringComparison.Ordinal))
            .ShouldBe(["mlflow.traceTag.mlflow.traceName", "mlflow.traceTag.env", "mlflow.traceTag.odd_key"]);
        Otlp.Attribute(root, "mlflow.traceTag.mlflow.traceName")!.StringValue.ShouldBe("answer");
        Otlp.Attribute(root, "mlflow.traceTag.odd_key")!.StringValue.Length.ShouldBe(4096);
        Otlp.Attribute(root, "session.id")!.StringValue.Length.ShouldBe(250);
        Otlp.Attribute(root, "user.id")!.StringValue.ShouldBe("anna");
        spans[1].Attributes.ShouldNotContain(attribute => attribute.Key.StartsWith("mlflow.traceTag.", StringComparison.Ordinal) || attribute.Key == "session.id");
        Otlp.Spans(trace, facts: false)[0].Attributes.ShouldNotContain(attribute => attribute.Key == "session.id");
    }

    [Fact]
    public void A_name_that_the_user_gave_wins_over_the_root_s()
    {
        var trace = SomeSpan.Trace(SomeSpan.Root()) with { Tags = new Dictionary<string, string> { [WireNames.TraceName] = "renamed" } };

        Otlp.Attribute(Otlp.Spans(trace)[0], "mlflow.traceTag.mlflow.traceName")!.StringValue.ShouldBe("renamed");
    }

    [Fact]
    public void Of_the_same_span_twice_the_last_is_sent()
    {
        var late = new TraceData { TraceId = SomeSpan.TraceId, Spans = [SomeSpan.Of(2, 1) with { Name = "last" }] };
        var spans = Otlp.Request([SomeSpan.Trace(SomeSpan.Root(), SomeSpan.Of(2, 1) with { Name = "first" }), late]).ResourceSpans[0].ScopeSpans[0].Spans;

        spans.Select(span => span.Name).ShouldBe(["answer", "last"]);
    }

    [Fact]
    public void Values_for_which_the_server_refuses_the_request_are_made_harmless()
    {
        var span = Otlp.Single(SomeSpan.Root() with
        {
            Attributes =
            [
                SomeSpan.JsonAttribute(WireNames.ChatTokenUsage, """{"input_tokens":7,"output_tokens":null,"cache_read_input_tokens":2.0}"""),
                SomeSpan.JsonAttribute(WireNames.Cost, """{"input_cost":"cheap"}"""),
                SomeSpan.Attribute("session.id", new string('s', 300)),
                SomeSpan.Attribute("mlflow.traceTag.mlflow.trace.spansLocation", "x"),
            ],
        });

        Otlp.Json(Otlp.Attribute(span, WireNames.ChatTokenUsage)!)!.ToJsonString().ShouldBe("""{"input_tokens":7,"output_tokens":0,"total_tokens":7,"cache_read_input_tokens":2}""");
        Otlp.Attribute(span, WireNames.Cost).ShouldBeNull();
        Otlp.Attribute(span, "refused.mlflow.llm.cost").ShouldNotBeNull();
        Otlp.Attribute(span, "session.id")!.StringValue.Length.ShouldBe(250);
        Otlp.Attribute(span, "mlflow.traceTag.mlflow.trace.spansLocation").ShouldBeNull();
    }

    [Fact]
    public void Large_and_small_messages_decode_alike()
    {
        string text = new('x', 300_000);
        var span = Otlp.Single(SomeSpan.Root() with { Inputs = SomeSpan.Json($$"""{"a":"{{text}}","b":"{{new string('y', 120)}}"}""") });

        var inputs = Otlp.Json(Otlp.Attribute(span, "mlflow.spanInputs")!)!;
        inputs["a"]!.GetValue<string>().ShouldBe(text);
        inputs["b"]!.GetValue<string>().Length.ShouldBe(120);
    }
}
