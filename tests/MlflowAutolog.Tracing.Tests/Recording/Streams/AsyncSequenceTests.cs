using System.Runtime.CompilerServices;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording.Streams;

/// <summary>Traced sequences, read by <c>await foreach</c>.</summary>
public sealed class AsyncSequenceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_span_is_current_for_the_producer_and_never_for_the_consumer(bool waits)
    {
        await using var recorded = new Recorded();
        await recorded.Tracer.TraceAsync("consumer", SpanType.Agent, async above =>
        {
            await foreach (var _ in recorded.Tracer.TraceStreamAsync("producer", SpanType.Chain, span => Steps(recorded.Tracer, span, waits)))
            {
                recorded.Tracer.CurrentSpan.ShouldBeSameAs(above);
                if (waits) await Task.Yield();
                recorded.Tracer.CurrentSpan.ShouldBeSameAs(above);
                recorded.Tracer.StartSpan("use").Dispose();
            }

            recorded.Tracer.CurrentSpan.ShouldBeSameAs(above);
        });

        var spans = recorded.Single.Spans;
        spans.Where(span => span.Name == "step").ShouldAllBe(span => span.ParentSpanId == recorded.Span("producer").SpanId);
        spans.Where(span => span.Name == "use").ShouldAllBe(span => span.ParentSpanId == recorded.Span("consumer").SpanId);
        spans.Count.ShouldBe(8);
        recorded.Span("producer").Outputs.ToString().ShouldBe("[0,1,2]");
    }

    [Fact]
    public async Task Cancellation_reaches_the_producer_and_is_recorded()
    {
        await using var recorded = new Recorded();
        using var stop = new CancellationTokenSource();
        var stream = recorded.Tracer.TraceStreamAsync("endless", SpanType.Chain, _ => Endless());
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var number in stream.WithCancellation(stop.Token))
            {
                if (number == 1) await stop.CancelAsync();
            }
        });

        var span = recorded.Span("endless");
        (span.Status, span.Outputs.ToString()).ShouldBe((SpanStatusCode.Error, "[0,1]"));
        span.Events[^1].Name.ShouldBe(WireNames.ExceptionEvent);
    }

    [Fact]
    public async Task A_reader_who_leaves_early_ends_the_span_with_what_was_read_and_disposes_once()
    {
        await using var recorded = new Recorded();
        var disposed = 0;
        var reader = recorded.Tracer.TraceStreamAsync("left", SpanType.Chain, span => Watched(() =>
        {
            disposed++;
            recorded.Tracer.CurrentSpan.ShouldBeSameAs(span);
        })).GetAsyncEnumerator(Cancellation);
        (await reader.MoveNextAsync()).ShouldBeTrue();
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        disposed.ShouldBe(1);
        (recorded.Span("left").Status, recorded.Span("left").Outputs.ToString()).ShouldBe((SpanStatusCode.Ok, "[0]"));
        recorded.Span("left").Attributes.ShouldContain(attribute => attribute.Key == WireNames.StreamAbandoned);
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
    }

    [Fact]
    public async Task A_failure_passes_untouched_with_its_stack_and_what_was_read_is_kept()
    {
        await using var recorded = new Recorded();
        var thrown = new InvalidOperationException("source dried up");
        var caught = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in recorded.Tracer.TraceStreamAsync("flaky", SpanType.Chain, _ => Failing(thrown)))
            {
            }
        });
        caught.ShouldBeSameAs(thrown);
        caught.StackTrace.ShouldNotBeNull().ShouldContain(nameof(Failing));
        (recorded.Span("flaky").StatusMessage, recorded.Span("flaky").Outputs.ToString()).ShouldBe(("InvalidOperationException: source dried up", "[1]"));
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_leaves_nothing()
    {
        await using var recorded = new Recorded();
        var stream = recorded.Tracer.TraceStreamAsync("unread", SpanType.Chain, _ => Endless());
        await stream.GetAsyncEnumerator(Cancellation).DisposeAsync();
        recorded.Traces.ShouldBeEmpty();
        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Parallel_readers_have_spans_of_their_own_and_keep_their_parents()
    {
        await using var recorded = new Recorded();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(reader => recorded.Tracer.TraceAsync($"reader {reader}", SpanType.Task, async _ =>
        {
            await foreach (var number in recorded.Tracer.TraceStreamAsync("stream", SpanType.Chain, span => Steps(recorded.Tracer, span, waits: true))) await Task.Yield();
        })));
        recorded.Traces.Count.ShouldBe(20);
        recorded.Traces.ShouldAllBe(trace => trace.Spans.Count == 5);
    }

    [Fact]
    public async Task Where_delivery_is_waited_for_the_end_of_a_stream_waits()
    {
        await using var recorded = new Recorded(options => options.AsyncLogging = false);
        await foreach (var _ in recorded.Tracer.TraceStreamAsync("stream", SpanType.Chain, span => Steps(recorded.Tracer, span, waits: true))) recorded.Pipeline.Flushes.ShouldBe(0);
        recorded.Pipeline.Flushes.ShouldBe(1);
    }

    private static async IAsyncEnumerable<int> Steps(MlflowTracer tracer, MlflowSpan span, bool waits)
    {
        for (var i = 0; i < 3; i++)
        {
            tracer.CurrentSpan.ShouldBeSameAs(span);
            if (waits) await Task.Yield();
            tracer.CurrentSpan.ShouldBeSameAs(span);
            tracer.StartSpan("step").Dispose();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; ; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> Watched(Action disposed)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            disposed();
        }
    }

    private static async IAsyncEnumerable<int> Failing(Exception failure)
    {
        yield return 1;
        await Task.Yield();
        throw failure;
    }
}
