namespace MlflowAutolog;

/// <summary>Where traces are stored: in an experiment, or in Unity Catalog (Databricks). Immutable.</summary>
public sealed record TraceLocation
{
    private TraceLocation()
    {
    }

    /// <summary>The experiment; <see langword="null"/> for Unity Catalog.</summary>
    public string? ExperimentId { get; private init; }

    /// <summary>The catalog; <see langword="null"/> for an experiment.</summary>
    public string? Catalog { get; private init; }

    /// <summary>The schema; <see langword="null"/> for an experiment.</summary>
    public string? Schema { get; private init; }

    /// <summary>What the names of the tables begin with; <see langword="null"/> when MLflow chose.</summary>
    public string? TablePrefix { get; private init; }

    /// <summary>An experiment.</summary>
    /// <param name="experimentId">Its id, a number as text.</param>
    /// <exception cref="MlflowException">It is no number.</exception>
    public static TraceLocation Experiment(string experimentId) => new() { ExperimentId = Tracing.Rest.Experiments.ExperimentId.Checked(experimentId) };

    /// <summary>As MLflow says it, whatever that is.</summary>
    internal static TraceLocation OfStored(string experimentId) => new() { ExperimentId = experimentId };

    /// <summary>A schema in Unity Catalog.</summary>
    public static TraceLocation UnityCatalog(string catalog, string schema, string? tablePrefix = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(schema);
        return new TraceLocation { Catalog = catalog, Schema = schema, TablePrefix = tablePrefix };
    }

    /// <summary>The experiment's id, or the names in Unity Catalog with dots between them.</summary>
    public override string ToString() => ExperimentId ?? (TablePrefix is null ? $"{Catalog}.{Schema}" : $"{Catalog}.{Schema}.{TablePrefix}");
}
