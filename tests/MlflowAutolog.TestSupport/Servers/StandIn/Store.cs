using System.Globalization;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>Experiments, traces and artifacts in memory. Callers hold <see cref="Lock"/>.</summary>
internal sealed class Store
{
    public Lock Lock { get; } = new();

    /// <summary>Names by id.</summary>
    public OrderedDictionary<string, string> Experiments { get; } = new() { ["0"] = "Default" };

    public OrderedDictionary<string, StoredTrace> Traces { get; } = [];

    /// <summary>Bytes by path below the artifact root.</summary>
    public Dictionary<string, byte[]> Artifacts { get; } = [];

    public string AddExperiment(string name)
    {
        var id = Experiments.Count.ToString(CultureInfo.InvariantCulture);
        Experiments.Add(id, name);
        return id;
    }

    public StoredTrace GetOrAdd(string traceId, string experimentId)
    {
        if (Traces.TryGetValue(traceId, out var known)) return known;
        var trace = new StoredTrace(traceId, experimentId);
        trace.Tags["mlflow.artifactLocation"] = $"mlflow-artifacts:/{experimentId}/traces/{traceId}/artifacts";
        Traces.Add(traceId, trace);
        return trace;
    }

    public StoredTrace Get(string traceId)
        => Traces.TryGetValue(traceId, out var trace) ? trace : throw RefusedException.Missing($"Trace with ID '{traceId}' not found.");

    public void DemandExperiment(string id)
    {
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw RefusedException.Invalid($"Invalid experiment ID '{id}'. Experiment ID must be a valid integer.");
        if (!Experiments.ContainsKey(id)) throw RefusedException.Missing($"No Experiment with id={id} exists");
    }
}
