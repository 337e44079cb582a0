using System.Diagnostics;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class RootIdentityTests
{
    [Fact]
    public async Task Without_an_activity_above_the_trace_id_is_its_own()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.StartSpan("root").Dispose();
        recorded.Tracer.StartSpan("other").Dispose();
        recorded.Traces[0].TraceId.ShouldNotBe(recorded.Traces[1].TraceId);
        recorded.Traces[0].Facts.Tags.ShouldNotContainKey(WireNames.OtelTraceId);
    }

    [Fact]
    public async Task Beneath_a_local_activity_the_first_root_takes_its_id_and_the_second_does_not()
    {
        await using var recorded = new Recorded();
        using var request = new Activity("request").Start();
        recorded.Tracer.StartSpan("first").Dispose();
        recorded.Tracer.StartSpan("second").Dispose();
        recorded.Span("first").TraceId.ShouldBe(request.TraceId);
        recorded.Span("first").IsRoot.ShouldBeTrue();
        recorded.Span("second").TraceId.ShouldNotBe(request.TraceId);
        recorded.Traces[1].Facts.Tags[WireNames.OtelTraceId].ShouldBe(request.TraceId.ToHexString());
    }

    [Fact]
    public async Task Two_services_beneath_one_remote_parent_keep_two_traces()
    {
        await using var one = new Recorded();
        await using var two = new Recorded();
        var remote = ActivityContext.Parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null);
        foreach (var service in new[] { one, two })
        {
            using var request = new Activity("request").SetParentId(remote.TraceId, remote.SpanId, remote.TraceFlags).Start();
            service.Tracer.StartSpan("root").Dispose();
        }

        one.Single.TraceId.ShouldNotBe(two.Single.TraceId);
        one.Single.TraceId.ShouldNotBe(remote.TraceId);
        one.Single.Facts.Tags[WireNames.OtelTraceId].ShouldBe(remote.TraceId.ToHexString());
    }

    [Fact]
    public async Task Frameworks_activities_in_between_do_not_hide_the_parent()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("root"))
        using (new Activity("framework").Start())
        using (recorded.Tracer.StartSpan("child"))
        {
        }

        recorded.Span("child").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
    }

    [Fact]
    public async Task Our_spans_are_no_parents_of_the_applications_own()
    {
        await using var recorded = new Recorded();
        using var request = new Activity("request").Start();
        using (recorded.Tracer.StartSpan("root"))
        {
            Activity.Current.ShouldBeSameAs(request);
            using var own = new Activity("own").Start();
            own.ParentSpanId.ShouldBe(request.SpanId);
        }

        request.Stop();
        using (recorded.Tracer.StartSpan("outermost")) Activity.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Spans_of_two_tracers_are_two_traces()
    {
        await using var one = new Recorded();
        await using var two = new Recorded();
        using (one.Tracer.StartSpan("outer"))
        using (two.Tracer.StartSpan("inner"))
        using (one.Tracer.StartSpan("child"))
        {
        }

        two.Span("inner").IsRoot.ShouldBeTrue();
        two.Span("inner").TraceId.ShouldNotBe(one.Span("outer").TraceId);
        one.Span("child").ParentSpanId.ShouldBe(one.Span("outer").SpanId);
    }
}
