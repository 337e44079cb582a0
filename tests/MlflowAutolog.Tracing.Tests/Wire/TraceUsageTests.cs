using System.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Tests.Wire;

public sealed class TraceUsageTests
{
    [Fact]
    public void A_spans_usage_stands_for_everything_beneath_it()
    {
        var root = Span(default);
        var wrapper = Span(root.SpanId, 7);
        var between = Span(wrapper.SpanId);
        TraceUsage.Of([root, wrapper, between, Span(between.SpanId, 5), Span(between.SpanId, 2), Span(root.SpanId, 3)])!.Input.ShouldBe(10);
    }

    [Fact]
    public void A_circle_of_parents_ends()
    {
        var id = ActivitySpanId.CreateRandom();
        var one = Span(id, 4);
        var other = Span(one.SpanId) with { SpanId = id };
        TraceUsage.Of([one, other, Span(id, 2), Span(default, 1)])!.Input.ShouldBeInRange(1, 7);
        TraceUsage.Of([Span(id, 3) with { SpanId = id }])!.Input.ShouldBe(3);
    }

    // Walking to the root from each would be five thousand million steps.
    [Fact(Timeout = 60_000)]
    public Task A_hundred_thousand_calls_at_the_end_of_a_deep_chain_are_summed() => Task.Run(() =>
    {
        var spans = new List<SpanData> { Span(default) };
        for (var i = 0; i < 100_000; i++) spans.Add(Span(spans[^1].SpanId));
        var last = spans[^1].SpanId;
        for (var i = 0; i < 100_000; i++) spans.Add(Span(last, 1));
        TraceUsage.Of(spans)!.Input.ShouldBe(100_000);
    }, TestContext.Current.CancellationToken);

    private static SpanData Span(ActivitySpanId parent, int tokens = 0) => new()
    {
        TraceId = default,
        SpanId = ActivitySpanId.CreateRandom(),
        ParentSpanId = parent,
        Name = "span",
        Type = SpanType.Unknown,
        StartUnixNano = 1,
        EndUnixNano = 2,
        Attributes = tokens == 0 ? [] : [new(WireNames.ChatTokenUsage, AttributeValue.OfJson(new SpanUsage(tokens, 0, tokens).ToJson()))],
    };
}
