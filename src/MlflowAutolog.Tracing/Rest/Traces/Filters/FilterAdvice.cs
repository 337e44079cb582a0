namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>Says of a refused filter what an older server cannot do.</summary>
internal static class FilterAdvice
{
    public static MlflowException Explain(MlflowException refused, string filter, ServerVersion? version)
    {
        var message = $"{refused.Message} The filter was: {filter}";
        if (version is { FiltersAll: false } old)
        {
            message += $" This server is MLflow {old.Major}.{old.Minor}: filters by prompt and issue, IS NULL, and feedback or expectations compared by < or > need a newer one; MLflow 3.17 has them all."
                + (old.FiltersSpans ? "" : " Filters by type, status, attributes and text of spans, feedback and expectations need MLflow 3.6.");
        }

        return new MlflowException(message, refused) { StatusCode = refused.StatusCode, ErrorCode = refused.ErrorCode };
    }
}
