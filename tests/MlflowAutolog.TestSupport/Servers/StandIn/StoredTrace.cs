using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>A trace as the store keeps it.</summary>
internal sealed class StoredTrace(string id, string experimentId)
{
    public string Id => id;

    public string ExperimentId { get; set; } = experimentId;

    public DateTimeOffset RequestTime { get; set; } = DateTimeOffset.UnixEpoch;

    public TimeSpan Duration { get; set; }

    public string State { get; set; } = "IN_PROGRESS";

    public string? ClientRequestId { get; set; }

    public string? RequestPreview { get; set; }

    public string? ResponsePreview { get; set; }

    public Dictionary<string, string> Metadata { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>By id, in order of arrival; a span that comes again replaces itself.</summary>
    public OrderedDictionary<string, StoredSpan> Spans { get; } = [];

    /// <summary>By id, in order of arrival, as they are answered.</summary>
    public OrderedDictionary<string, JsonObject> Assessments { get; } = [];

    public bool HasInfo => Metadata.ContainsKey("mlflow.trace.infoFinalized");
}
