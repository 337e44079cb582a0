using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>What an assessment says, through a redactor. Its name and who gave it stay: they are what it is found by.</summary>
internal static class AssessmentTexts
{
    public static Assessment Redact(Assessment assessment, ITextRedactor redactor)
    {
        Assessment redacted = assessment switch
        {
            Feedback feedback => feedback with { Value = Value(feedback.Value, redactor), Error = Error(feedback.Error, redactor) },
            Expectation expectation => expectation with { Value = Value(expectation.Value, redactor) },
            _ => assessment,
        };
        return redacted with
        {
            Rationale = Text(assessment.Rationale, redactor),
            Metadata = assessment.Metadata.ToDictionary(pair => pair.Key, pair => SpanTexts.Text(pair.Value, redactor, pair.Key)),
        };
    }

    private static object? Value(object? value, ITextRedactor redactor) => value switch
    {
        null or bool => value,
        string text => SpanTexts.Text(text, redactor),
        _ => Json(JsonValue.From(value), redactor),
    };

    /// <summary>In the form that values have without a redactor.</summary>
    private static object? Json(JsonText value, ITextRedactor redactor)
    {
        using var document = JsonDocument.Parse(JsonTexts.Redact(value, redactor).Utf8);
        return AssessmentValue.Read(document.RootElement);
    }

    private static AssessmentError? Error(AssessmentError? error, ITextRedactor redactor)
        => error is null ? null : error with { Message = Text(error.Message, redactor), StackTrace = Text(error.StackTrace, redactor) };

    private static string? Text(string? text, ITextRedactor redactor) => text is null ? null : SpanTexts.Text(text, redactor);
}
