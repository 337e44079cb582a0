using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>Trace info: StartTraceV3, get, search, artifact.</summary>
internal sealed class TraceRoutes(Store store, string version)
{
    public Answer Start(JsonObject body)
    {
        var info = body["trace"]?["trace_info"] as JsonObject ?? throw RefusedException.Invalid("Missing value for required parameter 'trace'.");
        var trace = TraceInfoReader.Store(store, info, isOldest: version == MlflowServers.Oldest);
        return Wrapped(trace);
    }

    /// <summary>Describes a trace without making it final.</summary>
    public Answer EndV2(string traceId, JsonObject body)
    {
        var trace = store.Get(Uri.UnescapeDataString(traceId));
        trace.Duration = DateTimeOffset.FromUnixTimeMilliseconds(body["timestamp_ms"]!.GetValue<long>()) - trace.RequestTime;
        trace.State = body["status"]!.ToString();
        foreach (var (key, value) in Pairs(body["request_metadata"])) trace.Metadata[key] = value;
        foreach (var (key, value) in Pairs(body["tags"])) trace.Tags[key] = value;
        return Answer.Json(new JsonObject { ["trace_info"] = new JsonObject { ["request_id"] = trace.Id } });
    }

    public Answer Get(string traceId) => Wrapped(store.Get(Uri.UnescapeDataString(traceId)));

    public Answer Search(JsonObject body)
    {
        if (body["locations"] is not JsonArray locations) throw RefusedException.Invalid("Missing value for required parameter 'locations'.");
        if (body["filter"] is { } filter && filter.ToString().Length > 0) throw RefusedException.Invalid("The stand-in does not filter.");
        var most = body["max_results"]?.GetValue<int>() ?? 100;
        if (most is < 1 or > 500) throw RefusedException.Invalid("Invalid value for parameter 'max_results'.");
        var offset = body["page_token"] is { } token ? int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token.ToString())), CultureInfo.InvariantCulture) : 0;

        var ids = locations.Select(location => location?["mlflow_experiment"]?["experiment_id"]?.ToString()).ToHashSet();
        var found = store.Traces.Values.Where(trace => ids.Contains(trace.ExperimentId)).OrderByDescending(trace => trace.RequestTime).ToList();
        var answer = new JsonObject();
        if (offset < found.Count) answer["traces"] = new JsonArray([.. found.Skip(offset).Take(most).Select(TraceInfoReader.Render)]);
        if (offset + most < found.Count)
            answer["next_page_token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes((offset + most).ToString(CultureInfo.InvariantCulture)));
        return Answer.Json(answer);
    }

    public Answer Artifact(string traceId, string? path)
    {
        var trace = store.Get(traceId);
        var folder = $"{trace.ExperimentId}/traces/{trace.Id}/artifacts/";
        if (path is not null) return Stored(folder + "attachments/" + path, path);
        if (trace.Tags.GetValueOrDefault("mlflow.trace.spansLocation") != "TRACKING_STORE") return Stored(folder + "traces.json", "traces.json");
        if (trace.Spans.Count == 0) throw new RefusedException(Answer.Error(500, "INTERNAL_ERROR", "Failed to get trace data from tracking store"));
        return Answer.Json(new JsonObject { ["spans"] = new JsonArray([.. trace.Spans.Values.OrderBy(span => span.Start).Select(Render)]) });
    }

    private static IEnumerable<(string Key, string Value)> Pairs(JsonNode? pairs)
        => pairs is JsonArray items ? items.Select(item => (item!["key"]!.ToString(), item["value"]!.ToString())) : throw RefusedException.Invalid("A list of keys and values is missing.");

    private static Answer Wrapped(StoredTrace trace)
        => Answer.Json(new JsonObject { ["trace"] = new JsonObject { ["trace_info"] = TraceInfoReader.Render(trace) } });

    private static JsonObject Render(StoredSpan span) => new()
    {
        ["trace_id"] = Base64(span.TraceId),
        ["span_id"] = Base64(span.SpanId),
        ["parent_span_id"] = span.IsRoot ? null : Base64(span.ParentId),
        ["name"] = span.Name,
        ["start_time_unix_nano"] = span.Start,
        ["end_time_unix_nano"] = span.End,
        ["events"] = span.Events.DeepClone(),
        ["status"] = new JsonObject { ["code"] = span.StatusCode, ["message"] = span.StatusMessage },
        ["attributes"] = new JsonObject(span.Attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)PythonJson.Write(pair.Value)))),
        ["links"] = span.Links.DeepClone(),
    };

    private static string Base64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));

    private Answer Stored(string path, string name) => store.Artifacts.TryGetValue(path, out var bytes)
        ? Answer.Bytes(bytes, "application/octet-stream")
        : throw RefusedException.Missing($"Trace data not found for path={name}");
}
