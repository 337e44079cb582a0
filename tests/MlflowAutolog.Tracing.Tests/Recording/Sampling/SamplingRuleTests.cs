using System.Diagnostics;
using MlflowAutolog.TestSupport.Fakes;

namespace MlflowAutolog.Tracing.Tests.Recording.Sampling;

[Collection("SelfLog")]
public sealed class SamplingRuleTests
{
    [Fact]
    public async Task A_rule_decides_over_name_type_and_context()
    {
        await using var recorded = new Recorded(options => options.Sampler = trace => (trace.Name, trace.SpanType, trace.Session, trace.User) switch
        {
            ("health", _, _, _) => 0,
            (_, SpanType.Tool, _, _) => 0,
            (_, _, "chat-1", "anna") => 1,
            _ when trace.Tags.ContainsKey("trial") && trace.Metadata.ContainsKey("tenant") => 1,
            _ => 0,
        });

        recorded.Tracer.StartSpan("health", samplingRatio: 1).Dispose();
        recorded.Tracer.StartSpan("search", SpanType.Tool).Dispose();
        recorded.Tracer.StartSpan("answer").Dispose();
        using (Mlflow.Context(session: "chat-1", user: "anna")) recorded.Tracer.StartSpan("of anna").Dispose();
        using (Mlflow.Context(tags: [new("trial", "1")], metadata: [new("tenant", "t")])) recorded.Tracer.StartSpan("trial").Dispose();

        recorded.Traces.Select(trace => trace.Root!.Name).ShouldBe(["of anna", "trial"]);
    }

    [Fact]
    public async Task A_rule_sees_the_applications_own_span_around_it()
    {
        await using var recorded = new Recorded(options => options.Sampler = trace => trace.Activity is { Recorded: true } ? 1 : 0);
        recorded.Tracer.StartSpan("outside").Dispose();
        using (var request = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start()) recorded.Tracer.StartSpan("inside").Dispose();
        recorded.Single.Root!.Name.ShouldBe("inside");
    }

    [Fact]
    public async Task The_rule_comes_before_the_call_the_call_before_the_scope_the_scope_before_the_options()
    {
        double? opinion = null;
        await using var recorded = new Recorded(options =>
        {
            options.SamplingRatio = 0;
            options.Sampler = _ => opinion;
        });
        Recording("by options").ShouldBeFalse();
        using (Mlflow.Context(samplingRatio: 1))
        {
            Recording("by scope").ShouldBeTrue();
            Recording("by call", 0).ShouldBeFalse();
            opinion = 1;
            Recording("by rule", 0).ShouldBeTrue();
            opinion = 0;
            Recording("by rule", 1).ShouldBeFalse();
        }

        bool Recording(string name, double? ratio = null)
        {
            using var span = recorded.Tracer.StartSpan(name, samplingRatio: ratio);
            return span.IsRecording;
        }
    }

    [Fact]
    public async Task The_ratio_of_a_scope_is_inherited_and_a_wrong_one_left_out()
    {
        await using var recorded = new Recorded(options => options.SamplingRatio = 0);
        using (Mlflow.Context(samplingRatio: 1))
        using (Mlflow.Context(session: "s"))
        using (Mlflow.Context(samplingRatio: double.NaN)) recorded.Tracer.StartSpan("root").Dispose();
        recorded.Tracer.StartSpan("outside").Dispose();
        recorded.Single.Root!.Name.ShouldBe("root");
    }

    [Fact]
    public async Task A_scope_inside_a_trace_neither_revives_it_nor_drops_a_part_of_it()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("kept"))
        using (Mlflow.Context(samplingRatio: 0)) recorded.Tracer.StartSpan("child").Dispose();
        using (recorded.Tracer.StartSpan("dropped", samplingRatio: 0))
        using (Mlflow.Context(samplingRatio: 1)) recorded.Tracer.StartSpan("child").Dispose();
        recorded.Single.Spans.Select(span => span.Name).ShouldBe(["child", "kept"]);
        recorded.Tracer.Statistics.SampledOut.ShouldBe(1);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1.5)]
    [InlineData(null)]
    public async Task A_rule_that_throws_or_answers_nonsense_has_no_opinion_and_is_reported_within_a_limit(double? answer)
    {
        using var log = new TemporarySelfLog();
        await using var recorded = new Recorded(options => options.Sampler = _ => answer ?? throw new InvalidOperationException("broken"));
        for (var i = 0; i < 30; i++) recorded.Tracer.StartSpan("root").Dispose();
        recorded.Traces.Count.ShouldBe(30);
        // Ten a minute, and the minute may turn.
        log.Containing("sampling rule").Count.ShouldBeInRange(1, 20);
    }

    [Fact]
    public async Task A_rule_that_traces_is_not_asked_about_its_own_traces()
    {
        MlflowTracer? tracer = null;
        await using var recorded = new Recorded(options => options.Sampler = trace =>
        {
            tracer!.StartSpan("inside the rule").Dispose();
            return trace.Name == "inside the rule" ? 0 : null;
        });
        tracer = recorded.Tracer;
        tracer.StartSpan("root").Dispose();
        recorded.Traces.Select(trace => trace.Root!.Name).ShouldBe(["inside the rule", "root"]);
    }
}
