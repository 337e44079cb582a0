using MlflowAutolog.Tracing.Rest.Experiments;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Where a search looks.</summary>
internal static class SearchLocations
{
    /// <returns>Ids of experiments; <see langword="null"/> when neither says anything.</returns>
    public static IReadOnlyList<string>? Of(IEnumerable<string>? experimentIds, IEnumerable<TraceLocation>? locations)
    {
        if (experimentIds is null && locations is null) return null;
        string[] all = [.. experimentIds ?? [], .. (locations ?? []).Select(ExperimentOf)];
        return all.Length > 0 ? [.. all.Select(ExperimentId.Checked).Distinct()] : throw new MlflowException("experimentIds and locations are empty: leave them out to search the configured experiment.");
    }

    private static string ExperimentOf(TraceLocation location)
        => location?.ExperimentId ?? throw new MlflowException($"An MLflow server keeps traces in experiments; the location '{location}' is in Unity Catalog, which Databricks has.");
}
