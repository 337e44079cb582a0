using System.Text.Json;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

/// <summary>Traces that were not recorded span by span: merged, or logged whole.</summary>
public sealed class MergeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task A_trace_of_another_service_becomes_part_of_the_one_that_runs()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("request")) recorded.Tracer.AddTrace(Remote());

        recorded.Single.Spans.Count.ShouldBe(3);
        var predict = recorded.Span("predict");
        var lookup = recorded.Span("lookup");
        predict.ParentSpanId.ShouldBe(recorded.Span("request").SpanId);
        lookup.ParentSpanId.ShouldBe(predict.SpanId);
        (predict.SpanId.ToHexString() == "00000000000000aa", predict.TraceId == recorded.Single.TraceId).ShouldBe((false, true));
        (predict.Type, predict.Inputs.ToString(), predict.Outputs.ToString()).ShouldBe((SpanType.Agent, """{"q":1}""", "\"yes\""));
        (predict.StartUnixNano, predict.EndUnixNano).ShouldBe(((Start - DateTimeOffset.UnixEpoch).Ticks * 100, (Start - DateTimeOffset.UnixEpoch).Ticks * 100 + 2_000_000_000));
        (lookup.Status, lookup.StatusMessage).ShouldBe((SpanStatusCode.Error, "Timeout: slow"));
        lookup.Events.ShouldHaveSingleItem().Name.ShouldBe("exception");
        lookup.Attributes.Single(attribute => attribute.Key == WireNames.SpanLogLevel).Value.Integer.ShouldBe(40);
        lookup.Attributes.Single(attribute => attribute.Key == "http.status").Value.Integer.ShouldBe(504);
    }

    [Fact]
    public async Task What_it_said_of_itself_counts_unless_this_trace_says_otherwise()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("request"))
        {
            recorded.Tracer.UpdateCurrentTrace(tags: [new("team", "blue")]);
            recorded.Tracer.AddTrace(Remote());
        }

        recorded.Single.Facts.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "blue", ["region"] = "eu" }, ignoreOrder: true);
        recorded.Single.Facts.Metadata.ShouldBe(new Dictionary<string, string> { ["build"] = "9", [WireNames.User] = "anna" }, ignoreOrder: true);
    }

    [Fact]
    public async Task With_nothing_above_it_is_a_trace_beneath_a_root_of_its_own()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.AddTrace(Remote());
        var root = recorded.Single.Root.ShouldNotBeNull();
        (root.Name, root.Outputs.ToString(), root.Status).ShouldBe(("Remote Trace <predict>", "\"yes\"", SpanStatusCode.Error));
        recorded.Span("predict").ParentSpanId.ShouldBe(root.SpanId);
        root.StartUnixNano.ShouldBe(recorded.Span("predict").StartUnixNano - 1);
    }

    [Fact]
    public async Task Times_beyond_what_MLflow_can_store_are_the_nearest_that_it_can()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.LogTrace("far", startTime: DateTimeOffset.MaxValue, duration: TimeSpan.FromDays(1));
        recorded.Tracer.LogTrace("early", startTime: DateTimeOffset.MinValue);
        recorded.Span("far").StartUnixNano.ShouldBe(long.MaxValue);
        recorded.Span("early").StartUnixNano.ShouldBe(1);
    }

    [Fact]
    public async Task Spans_in_any_order_and_with_parents_that_are_not_there_or_in_a_circle_are_all_kept()
    {
        await using var recorded = new Recorded();
        var root = recorded.Tracer.StartDetachedSpan("root");
        recorded.Tracer.AddTrace(Remote() with { Spans = [Span("d", "c"), Span("c", null), Span("lost", "gone"), Span("x", "y"), Span("y", "x"), Span("z", "z")] }, root);
        root.End();
        recorded.Single.Spans.Count.ShouldBe(7);
        recorded.Span("d").ParentSpanId.ShouldBe(recorded.Span("c").SpanId);
        foreach (var name in new[] { "c", "lost", "x", "y", "z" }) recorded.Span(name).ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
    }

    [Fact]
    public async Task A_trace_that_is_none_is_reported_and_nothing_is_thrown()
    {
        using var log = new TemporarySelfLog();
        await using var recorded = new Recorded();
        recorded.Tracer.AddTrace(null!);
        recorded.Tracer.AddTrace(Remote() with { Spans = [] });
        recorded.Tracer.AddTrace(Remote(), MlflowSpan.None);
        recorded.Traces.ShouldBeEmpty();
        log.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_content_only_the_shape_is_merged()
    {
        await using var recorded = new Recorded(options => options.CaptureContent = false);
        var chunk = new TraceSpanEvent("mlflow.chunk.item.0", Start, new Dictionary<string, JsonElement>());
        recorded.Tracer.AddTrace(Remote() with { Spans = [Span("only", null) with { Inputs = Json("1"), Events = [chunk] }] });
        (recorded.Span("only").Inputs.IsAbsent, recorded.Span("only").Events.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Work_measured_elsewhere_is_a_trace_of_one_span()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("not above"))
        {
            var id = recorded.Tracer.LogTrace("lookup", new { q = 1 }, "yes", [new("k", 2)], [new("env", "prod")], Start, TimeSpan.FromSeconds(3));
            id.ShouldBe(recorded.Tracer.LastTraceId);
        }

        var trace = recorded.Traces[0];
        (trace.Root!.Name, trace.Root.Inputs.ToString(), trace.Root.Outputs.ToString()).ShouldBe(("lookup", """{"q":1}""", "\"yes\""));
        (trace.Root.EndUnixNano - trace.Root.StartUnixNano).ShouldBe(3_000_000_000);
        trace.Facts.Tags["env"].ShouldBe("prod");
        trace.Root.Attributes.ShouldContain(attribute => attribute.Key == "k");
    }

    [Fact]
    public async Task A_logged_trace_without_a_start_began_its_duration_ago()
    {
        await using var recorded = new Recorded();
        var before = DateTimeOffset.UtcNow;
        recorded.Tracer.LogTrace(duration: TimeSpan.FromMinutes(5));
        var root = recorded.Single.Root!;
        (root.EndUnixNano - root.StartUnixNano).ShouldBe(300_000_000_000);
        root.EndUnixNano.ShouldBeGreaterThanOrEqualTo((before - DateTimeOffset.UnixEpoch).Ticks * 100);
        root.Name.ShouldBe("Task");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_logged_trace_that_is_not_recorded_has_no_id(bool sampledOut)
    {
        await using var recorded = new Recorded(options => options.SamplingRatio = sampledOut ? 0 : 1);
        if (!sampledOut) recorded.Tracer.Disable();
        recorded.Tracer.LogTrace().ShouldBeNull();
        recorded.Tracer.AddTrace(Remote());
        recorded.Traces.ShouldBeEmpty();
    }

    private static MlflowTrace Remote() => new(
        new TraceInfo
        {
            TraceId = "tr-0123456789abcdef0123456789abcdef",
            State = TraceState.Error,
            Tags = new Dictionary<string, string> { ["team"] = "red", ["region"] = "eu", ["mlflow.traceName"] = "predict" },
            Metadata = new Dictionary<string, string> { ["build"] = "9", ["mlflow.trace.user"] = "anna", ["mlflow.trace.sizeStats"] = "{}" },
        },
        [
            Span("predict", null) with { SpanId = "00000000000000aa", SpanType = SpanType.Agent, Inputs = Json("""{"q":1}"""), Outputs = Json("\"yes\"") },
            Span("lookup", "00000000000000aa") with
            {
                Status = SpanStatusCode.Error,
                StatusMessage = "Timeout: slow",
                Attributes = new Dictionary<string, JsonElement> { ["mlflow.spanLogLevel"] = Json("40"), ["http.status"] = Json("504") },
                Events = [new TraceSpanEvent("exception", Start, new Dictionary<string, JsonElement> { ["exception.type"] = Json("\"Timeout\"") })],
            },
        ]);

    private static TraceSpan Span(string name, string? parent) => new()
    {
        SpanId = name,
        ParentId = parent,
        Name = name,
        SpanType = SpanType.Unknown,
        Status = SpanStatusCode.Ok,
        StartTime = Start,
        Duration = TimeSpan.FromSeconds(2),
    };

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
