using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>Trace info in and out. What MLflow would cut off without a word is refused here.</summary>
internal static partial class TraceInfoReader
{
    private const string TokenUsage = "mlflow.trace.tokenUsage";

    public static StoredTrace Store(Store store, JsonObject info, bool isOldest)
    {
        var id = Text(info, "trace_id") ?? throw RefusedException.Invalid("A trace info without trace_id.");
        if (!TraceId().IsMatch(id)) throw RefusedException.Invalid($"trace_id '{id}' is not 'tr-' and 32 hex digits.");
        var experiment = info["trace_location"]?["mlflow_experiment"]?["experiment_id"]?.ToString()
            ?? throw new RefusedException(Answer.Error(500, "INTERNAL_ERROR", "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'"));
        if (info["trace_location"]?["type"]?.ToString() != "MLFLOW_EXPERIMENT") throw RefusedException.Invalid("trace_location without its type.");
        store.DemandExperiment(experiment);
        var metadata = Map(info, "trace_metadata");
        var tags = Map(info, "tags");
        DemandLengths(metadata, tags);

        var trace = store.GetOrAdd(id, experiment);
        if (isOldest && trace.Metadata.Keys.FirstOrDefault(key => !metadata.ContainsKey(key)) is { } lost)
            throw new RefusedException(Answer.Error(500, "INTERNAL_ERROR", $"Dependency rule on column 'trace_info.request_id' tried to blank-out primary key column ({lost})"));

        AssessmentRoutes.StoreAll(trace, info["assessments"] as JsonArray ?? [], isOldest);
        trace.RequestTime = Time(info);
        trace.Duration = Duration(info);
        trace.State = State(info);
        trace.ClientRequestId = Text(info, "client_request_id");
        trace.RequestPreview = Text(info, "request_preview") ?? (isOldest ? null : trace.RequestPreview);
        trace.ResponsePreview = Text(info, "response_preview") ?? (isOldest ? null : trace.ResponsePreview);
        foreach (var (key, value) in metadata) trace.Metadata[key] = value;
        foreach (var (key, value) in tags) trace.Tags[key] = value;
        if (isOldest) trace.Tags["mlflow.trace.spansLocation"] = "TRACKING_STORE";
        trace.Metadata["mlflow.trace.infoFinalized"] = "true";
        return trace;
    }

    public static JsonNode Render(StoredTrace trace)
    {
        var info = new JsonObject
        {
            ["trace_id"] = trace.Id,
            ["trace_location"] = new JsonObject
            {
                ["type"] = "MLFLOW_EXPERIMENT",
                ["mlflow_experiment"] = new JsonObject { ["experiment_id"] = trace.ExperimentId },
            },
            ["request_time"] = trace.RequestTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["execution_duration"] = trace.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) + "s",
            ["state"] = trace.State,
        };
        if (trace.Metadata.Count > 0) info["trace_metadata"] = Render(trace.Metadata);
        if (trace.Assessments.Count > 0) info["assessments"] = new JsonArray([.. trace.Assessments.Values.Select(one => one.DeepClone())]);
        if (trace.Tags.Count > 0) info["tags"] = Render(trace.Tags);
        if (trace.ClientRequestId is { } client) info["client_request_id"] = client;
        if (trace.RequestPreview is { } request) info["request_preview"] = request;
        if (trace.ResponsePreview is { } response) info["response_preview"] = response;
        return info;
    }

    private static JsonObject Render(Dictionary<string, string> map)
        => new(map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static string? Text(JsonObject info, string name) => info[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        var other => throw RefusedException.Invalid($"{name} is no text: {other.ToJsonString()}"),
    };

    private static Dictionary<string, string> Map(JsonObject info, string name)
    {
        if (info[name] is not { } map) return [];
        var pairs = map as JsonObject ?? throw RefusedException.Invalid($"{name} is no object.");
        return pairs.ToDictionary(pair => pair.Key, pair => Text(pairs, pair.Key) ?? throw RefusedException.Invalid($"{name}.{pair.Key} is null."));
    }

    private static void DemandLengths(Dictionary<string, string> metadata, Dictionary<string, string> tags)
    {
        if (metadata.GetValueOrDefault("mlflow.trace.session") is { Length: > 250 })
            throw RefusedException.Invalid("'Session ID' exceeds the maximum length of 250 characters");
        if (tags.GetValueOrDefault("mlflow.traceName") is { Length: > 4096 })
            throw RefusedException.Invalid("'Trace name' exceeds the maximum length of 4096 characters");
        if (metadata.FirstOrDefault(pair => pair.Value.Length > 250) is { Key: { } cut })
            throw RefusedException.Invalid($"The stand-in is stricter than MLflow: metadata {cut} would be cut at 250 characters.");
        if (metadata.GetValueOrDefault(TokenUsage) is { } usage && (JsonNode.Parse(usage) as JsonObject is not { } numbers || !TokenUsageFacts.AreNumbers(numbers)))
            throw RefusedException.Invalid($"{TokenUsage} is no object of numbers.");
    }

    private static DateTimeOffset Time(JsonObject info)
    {
        var text = Text(info, "request_time") ?? throw RefusedException.Invalid("A trace info without request_time.");
        if (!Rfc3339().IsMatch(text)) throw RefusedException.Invalid($"request_time '{text}' is not RFC 3339.");
        return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }

    private static TimeSpan Duration(JsonObject info)
    {
        if (Text(info, "execution_duration") is not { } text) return default;
        if (!Seconds().IsMatch(text)) throw RefusedException.Invalid($"execution_duration '{text}' is no number of seconds and 's'.");
        return TimeSpan.FromSeconds(double.Parse(text[..^1], CultureInfo.InvariantCulture));
    }

    private static string State(JsonObject info)
    {
        var text = Text(info, "state") ?? "STATE_UNSPECIFIED";
        return text is "OK" or "ERROR" or "IN_PROGRESS" or "STATE_UNSPECIFIED" ? text : throw RefusedException.Invalid($"state '{text}' is unknown.");
    }

    [GeneratedRegex("^tr-[0-9a-f]{32}$")]
    private static partial Regex TraceId();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^\d+(\.\d{1,9})?s$")]
    private static partial Regex Seconds();
}
