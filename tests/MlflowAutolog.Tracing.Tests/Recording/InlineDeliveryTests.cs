namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class InlineDeliveryTests
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Without_async_logging_the_end_of_a_trace_waits_for_delivery(bool asyncLogging, int flushes)
    {
        await using var recorded = new Recorded(options => options.AsyncLogging = asyncLogging);
        await recorded.Tracer.TraceAsync("root", SpanType.Agent, _ => recorded.Tracer.TraceAsync("child", SpanType.Tool, _ => Task.CompletedTask));
        recorded.Pipeline.Flushes.ShouldBe(flushes);
    }
}
