using System.Diagnostics;
using MlflowAutolog.Tracing.Recording.Sampling;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class SamplingTests
{
    [Fact]
    public async Task Ratio_zero_records_nothing_and_still_carries_the_decision_down()
    {
        await using var recorded = new Recorded(options => options.SamplingRatio = 0);
        using (var root = recorded.Tracer.StartSpan("root"))
        {
            root.IsRecording.ShouldBeFalse();
            recorded.Tracer.StartSpan("child", samplingRatio: 1).IsRecording.ShouldBeFalse();
        }

        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        recorded.Traces.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_root_may_decide_for_itself()
    {
        await using var recorded = new Recorded(options => options.SamplingRatio = 0);
        using (recorded.Tracer.StartSpan("always", samplingRatio: 1)) recorded.Tracer.StartSpan("child").Dispose();
        recorded.Single.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_half_is_about_a_half_and_never_half_a_trace()
    {
        await using var recorded = new Recorded(options => options.SamplingRatio = 0.5);
        for (var i = 0; i < 2000; i++)
        {
            using var root = recorded.Tracer.StartSpan("root");
            recorded.Tracer.StartSpan("child").Dispose();
        }

        // Five standard deviations of a binomial of 2,000 are 112.
        recorded.Traces.Count.ShouldBeInRange(888, 1112);
        recorded.Traces.ShouldAllBe(trace => trace.Spans.Count == 2);
    }

    [Theory]
    [InlineData("00000000000000007fffffffffffffff", 0.5, true)]
    [InlineData("00000000000000008000000000000000", 0.5, false)]
    [InlineData("ffffffffffffffff0000000000000000", 0.000001, true)]
    [InlineData("0000000000000000ffffffffffffffff", 1.0, true)]
    [InlineData("00000000000000000000000000000001", 0.0, false)]
    public void The_low_64_bits_decide(string traceId, double ratio, bool kept)
        => RatioSampler.Keeps(ActivityTraceId.CreateFromString(traceId), ratio).ShouldBe(kept);

    [Fact]
    public async Task A_span_is_recorded_although_the_request_around_it_is_not()
    {
        await using var recorded = new Recorded();
        using var request = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.None }.Start();
        recorded.Tracer.StartSpan("root").Dispose();
        recorded.Single.Spans.Count.ShouldBe(1);
    }
}
