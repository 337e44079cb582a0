using MlflowAutolog.Goldens.Tests.Support;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>What is said of traces, while they run and afterwards.</summary>
internal static class AssessmentPorts
{
    private static readonly AssessmentSource Anna = AssessmentSource.Human("anna@example.com");
    private static readonly AssessmentSource Judge = AssessmentSource.LlmJudge("gpt-4o-mini");

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/assessment_on_active_trace", OnRunningTraceAsync),
        new("core/assessment_update_override_delete", UpdateOverrideDeleteAsync),
        new("core/expectations", ExpectationsAsync),
        new("core/feedback_errors", ErrorsAsync),
        new("core/feedback_kinds", KindsAsync),
        new("core/set_tag_on_active_trace", TagOnRunningTrace),
    ];

    private static Task<string> OnRunningTraceAsync() => Mlflow.TraceAsync("answer", SpanType.Unknown, async span =>
    {
        await Mlflow.LogFeedbackAsync(span.TraceId, "guard", true, rationale: "clean", spanId: span.SpanId);
        await Mlflow.LogExpectationAsync(span.TraceId, "expected", "x");
        return "x";
    }, inputs: new { q = "q" });

    private static async Task UpdateOverrideDeleteAsync()
    {
        var (traceId, _) = Answer();
        var judged = await Mlflow.LogFeedbackAsync(traceId, "relevance", 0.6, Judge, "so so");
        await Mlflow.OverrideFeedbackAsync(traceId, judged.AssessmentId!, 0.9, Anna, "better", [new("why", "read it")]);
        var expected = await Mlflow.LogExpectationAsync(traceId, "expected", 42);
        await Mlflow.UpdateAssessmentAsync(traceId, expected.AssessmentId!, new Expectation { Name = "expected", Value = 43 });
        var gone = await Mlflow.LogFeedbackAsync(traceId, "gone", 1);
        await Mlflow.DeleteAssessmentAsync(traceId, gone.AssessmentId!);
        await Mlflow.LogAssessmentAsync(traceId, new Feedback { Name = "plain", Value = "ok" });
    }

    private static async Task ExpectationsAsync()
    {
        var (traceId, spanId) = Answer();
        await Mlflow.LogExpectationAsync(traceId, "expected_answer", "Paris", Anna, [new("difficulty", "easy")]);
        await Mlflow.LogExpectationAsync(traceId, "expected_facts", new { facts = new[] { "capital", "France" }, min = 1 });
        await Mlflow.LogExpectationAsync(traceId, "expected_docs", new[] { "d-1", "d-2" });
        await Mlflow.LogExpectationAsync(traceId, "expected_count", 2, spanId: spanId);
    }

    private static async Task ErrorsAsync()
    {
        var (traceId, _) = Answer();
        try
        {
            throw new TimeoutError("judge took too long");
        }
        catch (TimeoutError error)
        {
            await Mlflow.LogFeedbackAsync(traceId, "faithfulness", source: Judge, error: AssessmentError.From(error));
        }

        await Mlflow.LogFeedbackAsync(traceId, "safety", source: Judge, error: new("RATE_LIMIT_EXCEEDED", "Rate limit for the judge exceeded."));
        await Mlflow.LogFeedbackAsync(traceId, "partial", 0.5, Judge, error: new("PARTIAL", "one of two"));
    }

    private static async Task KindsAsync()
    {
        var (traceId, spanId) = Answer();
        await Mlflow.LogFeedbackAsync(traceId, "helpful", true, Anna, "It was right.");
        await Mlflow.LogFeedbackAsync(traceId, "relevance", 0.8, Judge, "Mostly on topic.", [new("judge_version", "3"), new("cost", "0.01")]);
        await Mlflow.LogFeedbackAsync(traceId, "tone", "friendly", Judge);
        await Mlflow.LogFeedbackAsync(traceId, "labels", new[] { "a", "b" }, Anna);
        await Mlflow.LogFeedbackAsync(traceId, "scores", new Dictionary<string, object> { ["fluency"] = 5, ["ok"] = true }, Anna);
        await Mlflow.LogFeedbackAsync(traceId, value: 3);
        await Mlflow.LogFeedbackAsync(traceId, "tool_ok", false, AssessmentSource.Code("check.py"), spanId: spanId);
    }

    private static void TagOnRunningTrace()
    {
        using var root = Mlflow.StartSpan("root");
        Mlflow.UpdateCurrentTrace(tags: [new("stage", "early")]);
        Mlflow.UpdateCurrentTrace(tags: [new("stage", "late")]);
    }

    /// <summary>A trace that has ended, and a span of it. Not flushed: what follows waits for it by itself.</summary>
    private static (string TraceId, string SpanId) Answer()
    {
        var spanId = Mlflow.Trace("answer", SpanType.Unknown, _ => Tool(), inputs: new { q = "q" });
        return (Mlflow.LastTraceId!, spanId);
    }

    private static string Tool() => Mlflow.Trace("tool", SpanType.Tool, span => span.SpanId, inputs: new Dictionary<string, object?>());

    private sealed class TimeoutError(string message) : Exception(message);
}
