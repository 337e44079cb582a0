using System.Text.Json;

namespace MlflowAutolog.Tracing.Model;

/// <summary>Rough bytes of assessments, for the bounds on memory and on a request.</summary>
internal static class AssessmentSize
{
    private const int Each = 512;

    public static long Of(IReadOnlyList<Assessment> assessments)
    {
        long size = 0;
        foreach (var assessment in assessments) size += Of(assessment);
        return size;
    }

    private static long Of(Assessment assessment)
    {
        long size = Each + (assessment.Rationale?.Length ?? 0);
        foreach (var (key, value) in assessment.Metadata) size += key.Length + value.Length;
        return size + assessment switch
        {
            Feedback feedback => OfValue(feedback.Value) + (feedback.Error?.StackTrace?.Length ?? 0),
            Expectation expectation => OfValue(expectation.Value),
            _ => 0,
        };
    }

    private static int OfValue(object? value) => value switch
    {
        string text => text.Length,
        JsonElement json => json.GetRawText().Length,
        _ => 0,
    };
}
