using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class FunctionTests
{
    [Fact]
    public async Task What_the_work_returns_is_the_outputs()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.Trace("add", SpanType.Unknown, _ => 1 + 2, inputs: new { a = 1, b = 2 }).ShouldBe(3);
        recorded.Span("add").Inputs.ToString().ShouldBe("""{"a":1,"b":2}""");
        recorded.Span("add").Outputs.ToString().ShouldBe("3");
        recorded.Span("add").Attributes.ShouldContain(attribute => attribute.Key == WireNames.SpanFunctionName && attribute.Value.Text == "add");
    }

    [Fact]
    public async Task Outputs_that_the_work_set_win()
    {
        await using var recorded = new Recorded();
        await recorded.Tracer.TraceAsync("work", SpanType.Chain, async span =>
        {
            await Task.Yield();
            span.SetOutputs("mine");
            return 42;
        });
        recorded.Span("work").Outputs.ToString().ShouldBe("\"mine\"");
    }

    [Fact]
    public async Task Work_without_a_result_has_no_outputs()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.Trace("sync", SpanType.Task, _ => { });
        await recorded.Tracer.TraceAsync("async", SpanType.Task, _ => Task.CompletedTask);
        recorded.Span("sync").Outputs.IsAbsent.ShouldBeTrue();
        recorded.Span("async").Outputs.IsAbsent.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_is_recorded_on_every_level_and_goes_on_untouched(bool asynchronous)
    {
        await using var recorded = new Recorded();
        var thrown = new InvalidOperationException("order 7 not found");
        var caught = await Should.ThrowAsync<InvalidOperationException>(() => asynchronous
            ? recorded.Tracer.TraceAsync<int>("outer", SpanType.Chain, _ => recorded.Tracer.TraceAsync<int>("inner", SpanType.Tool, async _ =>
            {
                await Task.Yield();
                throw thrown;
            }))
            : Task.Run(() => recorded.Tracer.Trace<int>("outer", SpanType.Chain, _ => recorded.Tracer.Trace<int>("inner", SpanType.Tool, _ => throw thrown))));

        caught.ShouldBeSameAs(thrown);
        foreach (var name in new[] { "outer", "inner" })
        {
            var span = recorded.Span(name);
            span.Status.ShouldBe(SpanStatusCode.Error);
            span.StatusMessage.ShouldBe("InvalidOperationException: order 7 not found");
            span.Events.ShouldHaveSingleItem().Name.ShouldBe(WireNames.ExceptionEvent);
        }
    }

    [Fact]
    public async Task The_callers_current_span_is_its_own_while_the_task_runs()
    {
        await using var recorded = new Recorded();
        var gate = new TaskCompletionSource();
        var running = recorded.Tracer.TraceAsync("work", SpanType.Task, _ => gate.Task);
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        gate.SetResult();
        await running;
        recorded.Span("work").IsRoot.ShouldBeTrue();
    }

    [Fact]
    public async Task An_async_lambda_at_the_synchronous_form_ends_its_span_when_its_task_ends()
    {
        await using var recorded = new Recorded();
        var gate = new TaskCompletionSource();
        Task task = recorded.Tracer.Trace("work", SpanType.Task, async _ =>
        {
            await gate.Task;
            throw new InvalidOperationException("late");
        });
        recorded.Traces.ShouldBeEmpty();
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        gate.SetResult();
        await Should.ThrowAsync<InvalidOperationException>(() => task);
        recorded.Span("work").StatusMessage.ShouldBe("InvalidOperationException: late");
    }

    [Fact]
    public void Without_tracing_the_work_runs_alone_and_nothing_is_allocated()
    {
        Call(1).ShouldBe(2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Call(i);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        static int Call(int i)
        {
            using var span = Mlflow.StartSpan("off", SpanType.Tool, ("query", "q"), ("top", "3"));
            return Mlflow.Trace("off", SpanType.Tool, i, static (state, _) => state + 1);
        }
    }
}
