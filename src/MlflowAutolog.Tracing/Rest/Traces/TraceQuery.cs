namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>What a search asks for.</summary>
internal sealed record TraceQuery
{
    /// <summary>MLflow's text; <see langword="null"/> for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Ids; <see langword="null"/> for the configured experiment.</summary>
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    /// <summary>MLflow's texts; empty for the newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    public int? MaxResults { get; init; }

    public bool IncludeSpans { get; init; } = true;

    /// <summary>Nothing but how many and how much of them: what can be answered without a server.</summary>
    public bool IsPlain => Filter is null && ExperimentIds is null && OrderBy.Count == 0;

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxResults"/> is not positive.</exception>
    /// <exception cref="MlflowException">A location is none that an MLflow server has.</exception>
    public static TraceQuery Of(
        string? filter, IEnumerable<string>? experimentIds, int? maxResults, IEnumerable<string>? orderBy, bool includeSpans, string? runId, string? modelId, IEnumerable<TraceLocation>? locations)
    {
        if (maxResults is { } most) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(maxResults));
        return new TraceQuery
        {
            Filter = Joined(filter, runId, modelId),
            ExperimentIds = SearchLocations.Of(experimentIds, locations),
            OrderBy = orderBy?.ToArray() ?? [],
            MaxResults = maxResults,
            IncludeSpans = includeSpans,
        };
    }

    private static string? Joined(string? filter, string? runId, string? modelId)
    {
        MlflowTraceFilter?[] parts =
        [
            string.IsNullOrWhiteSpace(filter) ? null : MlflowTraceFilter.Raw(filter),
            runId is null ? null : MlflowTraceFilter.RunId == runId,
            modelId is null ? null : MlflowTraceFilter.ModelId == modelId,
        ];
        return parts.OfType<MlflowTraceFilter>().Aggregate((MlflowTraceFilter?)null, static (all, part) => all is null ? part : all.And(part));
    }
}
