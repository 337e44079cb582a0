using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Tests.Recording;

namespace MlflowAutolog.Tracing.Tests.Assessments;

/// <summary>Kept in memory, stored with the trace; no server is asked.</summary>
public sealed class RunningTraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_logged_on_a_running_trace_goes_out_with_it()
    {
        await using var recorded = new Recorded();
        using (var root = recorded.Tracer.StartSpan("root"))
        {
            var guard = await recorded.Tracer.LogFeedbackAsync(root.TraceId, "guard", true, rationale: "clean", metadata: [new("a", "1"), new("a", "2")], spanId: root.SpanId, cancellationToken: Token);
            var expected = await recorded.Tracer.LogExpectationAsync(root.TraceId, "expected", new[] { 1, 2 }, cancellationToken: Token);

            guard.ShouldSatisfyAllConditions(
                one => one.AssessmentId!.ShouldMatch("^a-[0-9a-f]{32}$"),
                one => one.TraceId.ShouldBe(root.TraceId),
                one => one.SpanId.ShouldBe(root.SpanId),
                one => one.Source.ShouldBe(AssessmentSource.Code()),
                one => one.Metadata["a"].ShouldBe("2"),
                one => one.Valid.ShouldBe(true),
                one => one.CreateTime.ShouldNotBeNull());
            expected.Source.ShouldBe(AssessmentSource.Human());
            expected.Value.ShouldBeOfType<JsonElement>().GetArrayLength().ShouldBe(2);
        }

        recorded.Single.Facts.Assessments.Select(one => one.Name).ShouldBe(["guard", "expected"]);
    }

    [Fact]
    public async Task It_can_be_read_changed_overridden_and_deleted_while_the_trace_runs()
    {
        await using var recorded = new Recorded();
        var tracer = recorded.Tracer;
        using (var root = tracer.StartSpan("root"))
        {
            var judged = await tracer.LogFeedbackAsync(root.TraceId, "relevance", 0.6, AssessmentSource.LlmJudge("m"), "so so", [new("k", "1")], cancellationToken: Token);
            var changed = await tracer.UpdateAssessmentAsync(root.TraceId, judged.AssessmentId!, new Feedback { Name = "relevant", Metadata = new Dictionary<string, string> { ["l"] = "2" } }, Token);
            changed.ShouldBeOfType<Feedback>().Value.ShouldBe(0.6);
            (changed.Name, changed.Rationale, changed.Metadata.Count, changed.Source).ShouldBe(("relevant", "so so", 2, AssessmentSource.LlmJudge("m")));

            var better = await tracer.OverrideFeedbackAsync(root.TraceId, judged.AssessmentId!, 0.9, AssessmentSource.Human(), "better", cancellationToken: Token);
            (better.Name, better.Overrides).ShouldBe(("relevant", judged.AssessmentId));
            (await tracer.GetAssessmentAsync(root.TraceId, judged.AssessmentId!, Token)).ShouldNotBeNull().Valid.ShouldBe(false);

            await tracer.DeleteAssessmentAsync(root.TraceId, better.AssessmentId!, Token);
            (await tracer.GetAssessmentAsync(root.TraceId, better.AssessmentId!, Token)).ShouldBeNull();
            (await tracer.GetAssessmentAsync(root.TraceId, judged.AssessmentId!, Token)).ShouldNotBeNull().Valid.ShouldBe(true);
            await tracer.DeleteAssessmentAsync(root.TraceId, better.AssessmentId!, Token);

            await ThrowsAsync("no assessment with the id 'a-x'", () => tracer.UpdateAssessmentAsync(root.TraceId, "a-x", new Feedback { Name = "f" }, Token));
            await ThrowsAsync("no assessment with the id 'a-x'", () => tracer.OverrideFeedbackAsync(root.TraceId, "a-x", 1, cancellationToken: Token));
            await ThrowsAsync("cannot become one of the kind Expectation", () => tracer.UpdateAssessmentAsync(root.TraceId, judged.AssessmentId!, new Expectation { Name = "e", Value = 1 }, Token));
        }

        recorded.Single.Facts.Assessments.ShouldHaveSingleItem().Name.ShouldBe("relevant");
    }

    [Fact]
    public async Task A_value_is_read_when_it_is_logged()
    {
        await using var recorded = new Recorded();
        var labels = new List<string> { "a" };
        using (var root = recorded.Tracer.StartSpan("root"))
        {
            await recorded.Tracer.LogFeedbackAsync(root.TraceId, "labels", labels, cancellationToken: Token);
            labels.Add("b");
        }

        recorded.Single.Facts.Assessments.ShouldHaveSingleItem().ShouldBeOfType<Feedback>().Value.ShouldBeOfType<JsonElement>().GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Any_running_trace_can_be_assessed_not_only_the_current_one_and_from_any_thread()
    {
        await using var recorded = new Recorded();
        var first = recorded.Tracer.StartDetachedSpan("first");
        using (recorded.Tracer.StartSpan("second"))
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => recorded.Tracer.LogFeedbackAsync(first.TraceId, $"f{i}", i, cancellationToken: Token))));
        first.End();

        recorded.Traces.Single(trace => trace.Root!.Name == "second").Facts.Assessments.ShouldBeEmpty();
        recorded.Traces.Single(trace => trace.Root!.Name == "first").Facts.Assessments.Count.ShouldBe(50);
    }

    [Fact]
    public async Task The_trace_is_never_sent_without_its_info()
    {
        await using var recorded = new Recorded();
        using (var root = recorded.Tracer.StartSpan("root")) await recorded.Tracer.LogFeedbackAsync(root.TraceId, value: 1, cancellationToken: Token);
        var ready = new List<TraceData>();

        new TraceAssembler(TimeProvider.System, _ => false).Offer(recorded.Single, ready);

        var trace = ready.ShouldHaveSingleItem();
        trace.HasUserInfo.ShouldBeTrue();
        trace.Assessments.ShouldHaveSingleItem().Name.ShouldBe("feedback");
    }

    [Fact]
    public async Task Large_values_count_for_the_bound_on_memory()
    {
        await using var recorded = new Recorded();
        using (var root = recorded.Tracer.StartSpan("root")) await recorded.Tracer.LogFeedbackAsync(root.TraceId, value: new string('x', 100_000), cancellationToken: Token);

        recorded.Single.Size.ShouldBeGreaterThan(100_000);
    }

    [Fact]
    public async Task A_span_that_is_not_recorded_takes_everything_and_logs_nothing()
    {
        await using var recorded = new Recorded(options => options.SamplingRatio = 0);
        using var root = recorded.Tracer.StartSpan("root");

        var feedback = await recorded.Tracer.LogFeedbackAsync(root.TraceId, "f", 1, cancellationToken: Token);

        feedback.AssessmentId.ShouldBeNull();
        (await recorded.Tracer.GetAssessmentAsync(root.TraceId, feedback.AssessmentId!, Token)).ShouldBeNull();
        await recorded.Tracer.UpdateAssessmentAsync(root.TraceId, feedback.AssessmentId!, feedback, Token);
        await recorded.Tracer.OverrideFeedbackAsync(root.TraceId, feedback.AssessmentId!, 2, cancellationToken: Token);
        await recorded.Tracer.LogIssueAsync(root.TraceId, "iss-1", cancellationToken: Token);
        await recorded.Tracer.DeleteAssessmentAsync(root.TraceId, feedback.AssessmentId!, Token);
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_what_to_do()
    {
        await using var recorded = new Recorded();
        var tracer = recorded.Tracer;
        using var root = tracer.StartSpan("root");
        var id = root.TraceId;

        await ThrowsAsync("needs a name", () => tracer.LogFeedbackAsync(id, " ", 1, cancellationToken: Token));
        await ThrowsAsync("neither a value nor an error", () => tracer.LogFeedbackAsync(id, "f", cancellationToken: Token));
        await ThrowsAsync("has no value", () => tracer.LogExpectationAsync(id, "e", null, cancellationToken: Token));
        await ThrowsAsync("'xyz' of assessment 'f' is no span id", () => tracer.LogFeedbackAsync(id, "f", 1, spanId: "xyz", cancellationToken: Token));
        await ThrowsAsync("'ROBOT' is no type of source", () => tracer.LogFeedbackAsync(id, "f", 1, new AssessmentSource("ROBOT"), cancellationToken: Token));
        await ThrowsAsync("has no code", () => tracer.LogFeedbackAsync(id, "f", error: new AssessmentError(""), cancellationToken: Token));
        await ThrowsAsync("A trace id is needed", () => tracer.LogFeedbackAsync(" ", "f", 1, cancellationToken: Token));
        await ThrowsAsync("An assessment's id is needed", () => tracer.DeleteAssessmentAsync(id, "", Token));
        await ThrowsAsync("delete it", () => tracer.UpdateAssessmentAsync(id, "a-1", new IssueReference { Name = "iss", IssueName = "i" }, Token));
        await ThrowsAsync("Set TrackingUri", () => tracer.LogFeedbackAsync("tr-00000000000000000000000000000001", "f", 1, cancellationToken: Token));
        (await tracer.LogFeedbackAsync(id, "f", 1, new AssessmentSource("llm_judge", ""), cancellationToken: Token)).Source.ShouldBe(AssessmentSource.LlmJudge());
    }

    [Fact]
    public async Task Before_tracing_is_switched_on_the_door_says_so_and_an_empty_id_is_no_trouble()
    {
        (await Mlflow.LogFeedbackAsync(Mlflow.StartSpan("a").TraceId, "f", 1, cancellationToken: Token)).AssessmentId.ShouldBeNull();
        await Mlflow.SetTraceTagAsync(Mlflow.CurrentSpan.TraceId, "a", "b", Token);
        await Mlflow.DeleteTraceTagAsync(Mlflow.CurrentSpan.TraceId, "a", Token);
        Func<Task>[] calls =
        [
            () => Mlflow.LogFeedbackAsync("tr-1", "f", 1, cancellationToken: Token), () => Mlflow.SetTraceTagAsync("tr-1", "a", "b", Token), () => Mlflow.GetTraceAsync("tr-1", Token),
            () => Mlflow.GetExperimentAsync("1", Token), () => Mlflow.GetAttachmentAsync("mlflow-attachment://a", Token),
        ];
        foreach (var call in calls) await ThrowsAsync("Tracing is not switched on, so there is no MLflow to ask. Call Mlflow.Autolog() or Mlflow.Enable() first.", call);
    }

    private static async Task ThrowsAsync(string words, Func<Task> call) => (await Should.ThrowAsync<MlflowException>(call)).Message.ShouldContain(words);
}
