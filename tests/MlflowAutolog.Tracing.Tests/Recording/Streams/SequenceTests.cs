using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording.Streams;

/// <summary>Traced sequences, read by <c>foreach</c>.</summary>
public sealed class SequenceTests
{
    [Fact]
    public async Task Each_item_is_an_event_and_all_are_the_outputs()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("numbers", SpanType.Chain, _ => Numbers(3), inputs: new { count = 3 }).ShouldBe([0, 1, 2]);
        var span = recorded.Span("numbers");
        span.Inputs.ToString().ShouldBe("""{"count":3}""");
        span.Outputs.ToString().ShouldBe("[0,1,2]");
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.Events.Select(chunk => (chunk.Name, chunk.Attributes[0].Key, chunk.Attributes[0].Value.Text)).ShouldBe(
            [("mlflow.chunk.item.0", "mlflow.chunk.value", "0"), ("mlflow.chunk.item.1", "mlflow.chunk.value", "1"), ("mlflow.chunk.item.2", "mlflow.chunk.value", "2")]);
        span.Attributes.ShouldNotContain(attribute => attribute.Key == WireNames.StreamAbandoned);
    }

    [Fact]
    public async Task Nothing_runs_before_the_first_item_is_asked_for()
    {
        await using var recorded = new Recorded();
        var calls = 0;
        var sequence = recorded.Tracer.TraceStream("lazy", SpanType.Chain, _ =>
        {
            calls++;
            return Numbers(1);
        });
        using (var reader = sequence.GetEnumerator()) calls.ShouldBe(0);
        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
        recorded.Traces.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_enumeration_is_a_span_of_its_own()
    {
        await using var recorded = new Recorded();
        var sequence = recorded.Tracer.TraceStream("twice", SpanType.Chain, static _ => Numbers(2));
        sequence.Count().ShouldBe(2);
        sequence.ToList().Count.ShouldBe(2);
        recorded.Traces.Count.ShouldBe(2);
        recorded.Traces.ShouldAllBe(trace => trace.Root!.Outputs.ToString() == "[0,1]");
    }

    [Fact]
    public async Task The_span_is_current_for_the_producer_and_never_for_the_consumer()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("consumer"))
        {
            var above = recorded.Tracer.CurrentSpan;
            foreach (var _ in recorded.Tracer.TraceStream("producer", SpanType.Chain, span => Steps(recorded.Tracer, span)))
            {
                recorded.Tracer.CurrentSpan.ShouldBeSameAs(above);
                recorded.Tracer.StartSpan("use").Dispose();
            }

            recorded.Tracer.CurrentSpan.ShouldBeSameAs(above);
        }

        var spans = recorded.Single.Spans;
        var producer = recorded.Span("producer");
        producer.ParentSpanId.ShouldBe(recorded.Span("consumer").SpanId);
        spans.Where(span => span.Name == "step").ShouldAllBe(span => span.ParentSpanId == producer.SpanId);
        spans.Where(span => span.Name == "use").ShouldAllBe(span => span.ParentSpanId == recorded.Span("consumer").SpanId);
        spans.Count.ShouldBe(6);

        static IEnumerable<int> Steps(MlflowTracer tracer, MlflowSpan span)
        {
            for (var i = 0; i < 2; i++)
            {
                tracer.CurrentSpan.ShouldBeSameAs(span);
                using (tracer.StartSpan("step"))
                {
                }

                yield return i;
            }
        }
    }

    [Fact]
    public async Task A_span_that_the_producer_holds_across_a_yield_is_current_for_it_again()
    {
        await using var recorded = new Recorded();
        foreach (var _ in recorded.Tracer.TraceStream("outer", SpanType.Chain, _ => Held(recorded.Tracer))) recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        recorded.Span("late").ParentSpanId.ShouldBe(recorded.Span("held").SpanId);
        recorded.Span("held").ParentSpanId.ShouldBe(recorded.Span("outer").SpanId);

        static IEnumerable<int> Held(MlflowTracer tracer)
        {
            using var held = tracer.StartSpan("held");
            yield return 1;
            tracer.StartSpan("late").Dispose();
            yield return 2;
        }
    }

    [Fact]
    public async Task Nested_sequences_are_nested_spans()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.TraceStream("outer", SpanType.Chain, _ => recorded.Tracer.TraceStream("inner", SpanType.Chain, _ => Numbers(2)).Select(number => number * 2)).ShouldBe([0, 2]);
        recorded.Span("inner").ParentSpanId.ShouldBe(recorded.Span("outer").SpanId);
        recorded.Single.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_reader_who_leaves_early_ends_the_span_with_what_was_read()
    {
        await using var recorded = new Recorded();
        var disposed = 0;
        recorded.Tracer.TraceStream("left", SpanType.Chain, _ => Watched(() => disposed++)).First().ShouldBe(0);
        disposed.ShouldBe(1);
        var span = recorded.Span("left");
        (span.Status, span.Outputs.ToString()).ShouldBe((SpanStatusCode.Ok, "[0]"));
        span.Attributes.Single(attribute => attribute.Key == WireNames.StreamAbandoned).Value.Flag.ShouldBeTrue();
    }

    [Fact]
    public async Task The_inner_sequence_is_disposed_once_and_within_its_span()
    {
        await using var recorded = new Recorded();
        var disposed = 0;
        var reader = recorded.Tracer.TraceStream("once", SpanType.Chain, span => Watched(() =>
        {
            disposed++;
            recorded.Tracer.CurrentSpan.ShouldBeSameAs(span);
        })).GetEnumerator();
        reader.MoveNext().ShouldBeTrue();
        reader.Dispose();
        reader.Dispose();
        disposed.ShouldBe(1);
        reader.MoveNext().ShouldBeFalse();
        recorded.Single.Spans.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_passes_untouched_and_what_was_read_is_kept()
    {
        await using var recorded = new Recorded();
        var thrown = new InvalidOperationException("source dried up");
        var read = new List<int>();
        Should.Throw<InvalidOperationException>(() =>
        {
            foreach (var number in recorded.Tracer.TraceStream("flaky", SpanType.Chain, _ => Failing(thrown))) read.Add(number);
        }).ShouldBeSameAs(thrown);

        read.ShouldBe([1, 2]);
        var span = recorded.Span("flaky");
        (span.Status, span.StatusMessage, span.Outputs.ToString()).ShouldBe((SpanStatusCode.Error, "InvalidOperationException: source dried up", "[1,2]"));
        span.Events.Select(item => item.Name).ShouldBe(["mlflow.chunk.item.0", "mlflow.chunk.item.1", "exception"]);
        span.Attributes.ShouldNotContain(attribute => attribute.Key == WireNames.StreamAbandoned);
    }

    [Fact]
    public async Task A_failure_before_the_first_item_has_no_outputs()
    {
        await using var recorded = new Recorded();
        var sequence = recorded.Tracer.TraceStream<int>("dead", SpanType.Chain, _ => throw new InvalidOperationException("no"), reducer: items => items.Count);
        using var reader = sequence.GetEnumerator();
        Should.Throw<InvalidOperationException>(() => reader.MoveNext());
        reader.MoveNext().ShouldBeFalse();
        recorded.Span("dead").Outputs.IsAbsent.ShouldBeTrue();
        recorded.Span("dead").Status.ShouldBe(SpanStatusCode.Error);
    }

    [Fact]
    public async Task A_consumer_that_throws_leaves_the_stream_and_no_error_of_the_producer()
    {
        await using var recorded = new Recorded();
        Should.Throw<TimeoutException>(() =>
        {
            foreach (var _ in recorded.Tracer.TraceStream("fine", SpanType.Chain, _ => Numbers(3))) throw new TimeoutException();
        });
        recorded.Span("fine").Status.ShouldBe(SpanStatusCode.Ok);
        recorded.Span("fine").Outputs.ToString().ShouldBe("[0]");
    }

    private static IEnumerable<int> Numbers(int count)
    {
        for (var i = 0; i < count; i++) yield return i;
    }

    private static IEnumerable<int> Watched(Action disposed)
    {
        try
        {
            for (var i = 0; ; i++) yield return i;
        }
        finally
        {
            disposed();
        }
    }

    private static IEnumerable<int> Failing(Exception failure)
    {
        yield return 1;
        yield return 2;
        throw failure;
    }
}
