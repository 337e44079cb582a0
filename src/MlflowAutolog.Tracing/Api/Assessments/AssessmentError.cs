using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog;

/// <summary>Why an assessment could not be made, or not wholly.</summary>
/// <param name="Code">A short code, for example <c>RATE_LIMIT_EXCEEDED</c>, or an exception's type. Not empty.</param>
/// <param name="Message">In words.</param>
/// <param name="StackTrace">Of an exception; of more than 10,000 characters the last ones are kept.</param>
public sealed record AssessmentError(string Code, string? Message = null, string? StackTrace = null)
{
    /// <summary>The exception's type, message and text with its stack trace, as in MLflow Python.</summary>
    public static AssessmentError From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new AssessmentError(
            exception.GetType().Name,
            ExceptionRecord.TextOf(exception, static thrown => thrown.Message),
            ExceptionRecord.TextOf(exception, static thrown => thrown.ToString()));
    }
}
