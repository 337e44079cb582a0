using System.Globalization;
using MlflowAutolog.Tracing.Values;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Assessments;

/// <summary>Turns what an application gives into what is stored: checked, with ids, times and defaults, its value read.</summary>
internal static class AssessmentDraft
{
    private static readonly string[] SourceTypes = [AssessmentSource.HumanType, AssessmentSource.CodeType, AssessmentSource.LlmJudgeType, "SOURCE_TYPE_UNSPECIFIED"];

    /// <summary>The ids of one that was read elsewhere are replaced: an id is MLflow's for one assessment of one trace.</summary>
    /// <exception cref="MlflowException">Something of it is missing or wrong.</exception>
    public static T Complete<T>(T given, string traceId, DateTimeOffset now)
        where T : Assessment
    {
        var read = Read(given);
        DemandValue(read);
        return (T)(read with
        {
            AssessmentId = "a-" + Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture),
            TraceId = traceId,
            Source = SourceOf(given),
            CreateTime = given.CreateTime ?? now,
            LastUpdateTime = given.LastUpdateTime ?? now,
            Valid = true,
        });
    }

    /// <summary>A change may leave the value open.</summary>
    /// <exception cref="MlflowException">Something of it is wrong.</exception>
    public static Assessment Change(Assessment given)
        => given is IssueReference
            ? throw new MlflowException("MLflow does not change the reference to an issue: delete it (DeleteAssessmentAsync) and log another (LogIssueAsync).")
            : Read(given);

    private static Assessment Read(Assessment given)
    {
        if (string.IsNullOrWhiteSpace(given.Name)) throw new MlflowException("An assessment needs a name that is not empty, for example 'helpful'.");
        Assessment read = given switch
        {
            Feedback feedback => feedback with { Value = AssessmentValue.Of(feedback.Value), Error = ErrorOf(feedback) },
            Expectation expectation => expectation with { Value = AssessmentValue.Of(expectation.Value) },
            _ => given,
        };
        return read with { SpanId = SpanIdOf(given), Metadata = given.Metadata.ToDictionary(item => item.Key, item => item.Value ?? "") };
    }

    private static void DemandValue(Assessment assessment)
    {
        switch (assessment)
        {
            case Feedback { Value: null, Error: null }:
                throw new MlflowException($"The feedback '{assessment.Name}' has neither a value nor an error; give one of the two.");
            case Expectation { Value: null }:
                throw new MlflowException($"The expectation '{assessment.Name}' has no value; give what should have come out.");
            case IssueReference { IssueName: null or "" }:
                throw new MlflowException($"The reference to issue '{assessment.Name}' has no IssueName.");
        }
    }

    private static AssessmentError? ErrorOf(Feedback feedback)
        => feedback.Error is { Code: null or "" } ? throw new MlflowException($"The error of feedback '{feedback.Name}' has no code; give a short one, for example 'TIMEOUT'.") : feedback.Error;

    private static string? SpanIdOf(Assessment given)
    {
        if (string.IsNullOrEmpty(given.SpanId)) return null;
        return WireIds.TryParseSpanId(given.SpanId, out var id)
            ? id.ToHexString()
            : throw new MlflowException($"'{given.SpanId}' of assessment '{given.Name}' is no span id; it has 16 hex digits, as MlflowSpan.SpanId gives them.");
    }

    private static AssessmentSource SourceOf(Assessment given)
    {
        if (given.Source is not { } source)
            return given is Feedback ? AssessmentSource.Code() : given is Expectation ? AssessmentSource.Human() : AssessmentSource.LlmJudge();
        var type = source.Type?.ToUpperInvariant() ?? "";
        return SourceTypes.Contains(type)
            ? new AssessmentSource(type, string.IsNullOrEmpty(source.Id) ? "default" : source.Id)
            : throw new MlflowException($"'{source.Type}' is no type of source that MLflow knows; use AssessmentSource.Human, Code or LlmJudge.");
    }
}
