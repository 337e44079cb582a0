using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Tests.Delivery;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class StoredTraceTests
{
    private static readonly SpanData Root = SomeTrace.Span("root");

    [Fact]
    public void Parents_come_before_children_and_siblings_in_order_of_start()
    {
        var second = SomeTrace.Child(Root, "second", after: 200);
        var first = SomeTrace.Child(Root, "first", after: 100);
        var beneath = SomeTrace.Child(first, "beneath first");

        Of(beneath, second, first, Root).Spans.Select(span => span.Name).ShouldBe(["root", "first", "beneath first", "second"]);
    }

    [Fact]
    public void A_span_whose_parent_is_missing_and_spans_that_are_each_others_parents_are_not_lost()
    {
        var orphan = SomeTrace.Child(SomeTrace.Span(), "orphan");
        var one = SomeTrace.Child(Root, "one");
        var other = SomeTrace.Child(one, "other");
        one = one with { ParentSpanId = other.SpanId };

        Of(one, other, orphan).Spans.Select(span => span.Name).ShouldBe(["orphan", "one", "other"]);
    }

    [Fact]
    public void Values_are_elements_and_usage_is_numbers()
    {
        var span = Of(Root with
        {
            Inputs = SomeTrace.Json("""{"q":1}"""),
            Attributes = [new("mlflow.chat.tokenUsage", SomeTrace.JsonAttribute("""{"input_tokens":3,"output_tokens":4,"total_tokens":8,"cache_read_input_tokens":2}""")), new("n", AttributeValue.Of(double.NaN))],
            Events = [new SpanEventData("b", 2_000, []), new SpanEventData("a", 1_000, [new("k", AttributeValue.Of(true))])],
        }).Root.ShouldNotBeNull();

        span.Inputs!.Value.GetProperty("q").GetInt32().ShouldBe(1);
        span.Outputs.ShouldBeNull();
        span.Usage.ShouldBe(new TokenUsage(3, 4) { TotalTokens = 8, CacheReadInputTokens = 2 });
        span.Attributes["n"].GetString().ShouldBe("NaN");
        span.Events.Select(item => item.Name).ShouldBe(["a", "b"]);
        span.Events[0].Attributes["k"].GetBoolean().ShouldBeTrue();
        span.Duration.ShouldBe(TimeSpan.FromSeconds(1.25));
        span.StartTime.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    }

    private static MlflowTrace Of(params SpanData[] spans) => StoredTrace.Of(new TraceInfo { TraceId = "tr-1" }, spans);
}
