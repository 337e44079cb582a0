using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording.Streams;

/// <summary>What is kept of a sequence: outputs, reducers, limits.</summary>
public sealed class StreamContentTests
{
    [Fact]
    public async Task A_reducer_makes_the_outputs()
    {
        await using var recorded = new Recorded();
        string.Concat(recorded.Tracer.TraceStream("words", SpanType.Llm, _ => Words(), reducer: items => string.Concat(items))).ShouldBe("one two ");
        recorded.Span("words").Outputs.ToString().ShouldBe("\"one two \"");
        recorded.Span("words").Events.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_reducer_sees_what_was_read_of_a_stream_that_was_left_or_failed()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("left", SpanType.Llm, _ => Words(), reducer: items => string.Concat(items)).First().ShouldBe("one ");
        recorded.Span("left").Outputs.ToString().ShouldBe("\"one \"");
    }

    [Fact]
    public async Task A_reducer_that_throws_breaks_nothing_and_the_items_are_the_outputs()
    {
        using var log = new TemporarySelfLog();
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("words", SpanType.Llm, _ => Words(), reducer: _ => throw new InvalidOperationException("no")).Count().ShouldBe(2);
        (recorded.Span("words").Status, recorded.Span("words").Outputs.ToString()).ShouldBe((SpanStatusCode.Ok, """["one ","two "]"""));
        log.Lines.ShouldHaveSingleItem().ShouldContain("reducer");
    }

    [Fact]
    public async Task Outputs_that_the_producer_set_win()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("words", SpanType.Llm, span =>
        {
            span.SetOutputs("mine");
            return Words();
        }).Count().ShouldBe(2);
        recorded.Span("words").Outputs.ToString().ShouldBe("\"mine\"");
    }

    [Fact]
    public async Task An_object_that_is_yielded_again_and_again_is_written_as_it_was()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("rows", SpanType.Task, _ => Same()).Count().ShouldBe(3);
        recorded.Span("rows").Outputs.ToString().ShouldBe("[[0],[1],[2]]");

        static IEnumerable<int[]> Same()
        {
            var row = new int[1];
            for (row[0] = 0; row[0] < 3; row[0]++) yield return row;
        }
    }

    [Fact]
    public async Task Without_content_there_are_neither_items_nor_events()
    {
        await using var recorded = new Recorded(options => options.CaptureContent = false);
        recorded.Tracer.TraceStream("words", SpanType.Llm, _ => Words(), reducer: _ => throw new InvalidOperationException("is not asked")).First().ShouldBe("one ");
        var span = recorded.Span("words");
        (span.Outputs.IsAbsent, span.Events.Count).ShouldBe((true, 0));
        span.Attributes.ShouldContain(attribute => attribute.Key == WireNames.StreamAbandoned);
    }

    [Fact]
    public async Task An_endless_stream_keeps_the_first_items_and_counts_the_rest()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("endless", SpanType.Task, _ => Numbers(), reducer: items => items.Count).Take(12_500).Count().ShouldBe(12_500);
        var span = recorded.Span("endless");
        span.Outputs.ToString().ShouldBe("10000");
        span.Events.Count.ShouldBe(100);
        Number(span, WireNames.ItemsLeftOut).ShouldBe(2_500);
        Number(span, WireNames.ChunksLeftOut).ShouldBe(12_400);
    }

    [Fact]
    public async Task A_megabyte_of_items_is_held_and_no_more()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("large", SpanType.Task, _ => Enumerable.Repeat(new string('x', 60_000), 100)).Count().ShouldBe(100);
        var span = recorded.Span("large");
        span.Outputs.Length.ShouldBeInRange(1_000_000, 1024 * 1024 + 16);
        span.Outputs.ToString().ShouldEndWith("\"…\"]");
        span.Events.Count.ShouldBe(1);
        Number(span, WireNames.ItemsLeftOut).ShouldBe(83);
    }

    [Fact]
    public async Task While_tracing_is_off_the_result_is_the_works_own_and_nothing_is_allocated()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.Disable();
        var numbers = Numbers();
        Call().ShouldBeSameAs(numbers);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Call();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        IEnumerable<int> Call() => recorded.Tracer.TraceStream("off", SpanType.Task, numbers, static (own, _) => own);
    }

    [Fact]
    public async Task What_is_switched_off_before_it_is_read_passes_through()
    {
        await using var recorded = new Recorded();
        var sequence = recorded.Tracer.TraceStream("late", SpanType.Task, _ => Words());
        using (Mlflow.Context(enabled: false)) sequence.ShouldBe(["one ", "two "]);
        recorded.Traces.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_sampling_leaves_out_leaves_out_what_is_beneath()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("out", SpanType.Task, _ => Beneath(), samplingRatio: 0).Count().ShouldBe(1);
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        recorded.Traces.ShouldBeEmpty();

        IEnumerable<int> Beneath()
        {
            recorded.Tracer.StartSpan("beneath").Dispose();
            yield return 1;
        }
    }

    [Fact]
    public async Task A_stream_that_runs_at_the_shutdown_is_not_ended_with_what_was_read()
    {
        await using var recorded = new Recorded();
        var reader = recorded.Tracer.TraceStream("running", SpanType.Llm, _ => Words()).GetEnumerator();
        reader.MoveNext().ShouldBeTrue();
        await recorded.Tracer.ShutdownAsync();
        (recorded.Span("running").StatusMessage, recorded.Span("running").Outputs.ToString()).ShouldBe(("not ended", """["one "]"""));
        reader.MoveNext().ShouldBeTrue();
        reader.Dispose();
        recorded.Single.Spans.Count.ShouldBe(1);
    }

    private static long Number(SpanData span, string name) => span.Attributes.Single(attribute => attribute.Key == name).Value.Integer;

    private static IEnumerable<string> Words()
    {
        yield return "one ";
        yield return "two ";
    }

    private static IEnumerable<int> Numbers()
    {
        for (var i = 0; ; i++) yield return i;
    }
}
