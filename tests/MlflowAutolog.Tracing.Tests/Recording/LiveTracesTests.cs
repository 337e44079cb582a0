using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class LiveTracesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_has_ended_is_gone_and_the_rest_is_there_whichever_ended_first(int first)
    {
        await using var recorded = new Recorded();
        MlflowSpan[] roots = [.. Enumerable.Range(0, 3).Select(i => recorded.Tracer.StartDetachedSpan($"root {i}"))];

        roots[first].End();

        recorded.Tracer.LiveTraces.ToArray().Select(trace => trace.Id).ShouldBe(roots.Where((_, i) => i != first).Select(root => root.TraceId), ignoreOrder: true);
        foreach (var root in roots) root.End();
        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_open_spans_of_a_trace_are_those_that_run_the_latest_first(int ended)
    {
        await using var recorded = new Recorded();
        using var root = recorded.Tracer.StartDetachedSpan("root");
        MlflowSpan[] children = [.. Enumerable.Range(0, 3).Select(i => recorded.Tracer.StartDetachedSpan($"child {i}", parent: root))];

        children[ended].End();

        root.Trace!.OpenSpans().ShouldBe([.. children.Reverse().Where(child => child != children[ended]), root]);
    }

    [Fact]
    public async Task Traces_that_start_and_end_on_many_threads_at_once_leave_nothing_behind()
    {
        await using var recorded = new Recorded();

        await Parallel.ForEachAsync(Enumerable.Range(0, 64), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
        {
            for (var n = 0; n < 100; n++)
            {
                var span = recorded.Tracer.StartDetachedSpan($"{i} {n}");
                if (n % 10 == 0) await Task.Yield();
                span.End();
            }
        });

        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
        recorded.Tracer.LiveTraces.ToArray().ShouldBeEmpty();
        recorded.Traces.Count.ShouldBe(6_400);
    }

    [Fact]
    public async Task Attributes_set_from_many_threads_are_all_there_once()
    {
        await using var recorded = new Recorded();
        using (var span = recorded.Tracer.StartSpan("work"))
        {
            Parallel.For(0, 32, i =>
            {
                for (var n = 0; n < 100; n++) span.SetAttribute($"attribute.{n}", i);
            });
        }

        var attributes = recorded.Traces.ShouldHaveSingleItem().Spans.ShouldHaveSingleItem().Attributes;
        attributes.Where(attribute => attribute.Key != WireNames.SpanLogLevel).Select(attribute => attribute.Key)
            .ShouldBe(Enumerable.Range(0, 100).Select(n => $"attribute.{n}"), ignoreOrder: true);
    }
}
