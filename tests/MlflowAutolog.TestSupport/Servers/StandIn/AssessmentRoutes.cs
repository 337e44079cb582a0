using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>Assessments of a trace: create, get, update, delete. What MLflow would pass over without a word is refused here.</summary>
internal sealed class AssessmentRoutes(Store store, bool isOldest)
{
    private static readonly string[] Kinds = ["feedback", "expectation", "issue"];

    /// <param name="method">Of the request.</param>
    /// <param name="path">Trace id, <c>assessments</c>, and for all but a creation the assessment's id.</param>
    /// <param name="body">Read when it is needed.</param>
    public Answer? Answer(string method, string[] path, Func<JsonObject> body) => (method, path.Length) switch
    {
        ("POST", 2) => Create(Trace(path[0]), Given(body())),
        ("GET", 3) => Wrapped(Find(Trace(path[0]), path[2])),
        ("PATCH", 3) => Update(Find(Trace(path[0]), path[2]), body()),
        ("DELETE", 3) => Delete(path[0], path[2]),
        _ => null,
    };

    /// <summary>Those of a trace info: kept beside those that are there.</summary>
    public static void StoreAll(StoredTrace trace, JsonArray assessments, bool isOldest)
    {
        var given = assessments.Select(one => one!.AsObject()).ToList();
        if (isOldest && trace.Assessments.Keys.Any(id => given.All(one => one["assessment_id"]?.ToString() != id)))
            throw new RefusedException(StandIn.Answer.Error(400, "BAD_REQUEST", "(sqlite3.IntegrityError) NOT NULL constraint failed: assessments.trace_id"));
        foreach (var one in given)
        {
            var stored = Stored(one, trace, isOldest);
            trace.Assessments[stored["assessment_id"]!.ToString()] = stored;
        }
    }

    private StoredTrace Trace(string id) => store.Get(Uri.UnescapeDataString(id));

    private static JsonObject Given(JsonObject body) => body["assessment"] as JsonObject ?? throw RefusedException.Invalid("Missing value for required parameter 'assessment'.");

    private static JsonObject Find(StoredTrace trace, string id)
        => trace.Assessments.TryGetValue(id, out var found) ? found : throw RefusedException.Missing($"Assessment with ID '{id}' not found for trace '{trace.Id}'");

    private Answer Create(StoredTrace trace, JsonObject given)
    {
        var stored = Stored(given, trace, isOldest);
        var id = stored["assessment_id"]!.ToString();
        if (trace.Assessments.ContainsKey(id))
        {
            throw new RefusedException(isOldest
                ? StandIn.Answer.Error(400, "BAD_REQUEST", "(sqlite3.IntegrityError) UNIQUE constraint failed: assessments.assessment_id")
                : StandIn.Answer.Error(500, "INTERNAL_ERROR", $"Failed to create assessment for trace '{trace.Id}' due to a constraint violation."));
        }

        if (stored["overrides"] is { } overridden) Find(trace, overridden.ToString())["valid"] = false;
        trace.Assessments[id] = stored;
        return Wrapped(stored);
    }

    private static Answer Update(JsonObject stored, JsonObject body)
    {
        var given = Given(body);
        var mask = body["update_mask"]?.ToString() ?? throw RefusedException.Invalid("Missing value for required parameter 'update_mask'.");
        foreach (var field in mask.Split(','))
        {
            switch (field)
            {
                case "assessmentName": stored["assessment_name"] = given["assessment_name"]?.DeepClone(); break;
                case "rationale": stored["rationale"] = given["rationale"]?.DeepClone(); break;
                case "metadata":
                    var merged = stored["metadata"] as JsonObject ?? [];
                    foreach (var (key, value) in Texts(given)) merged[key] = value;
                    stored["metadata"] = merged.DeepClone();
                    break;
                case "feedback" or "expectation" when stored.ContainsKey(field): stored[field] = given[field]!.DeepClone(); break;
                case "feedback" or "expectation": throw RefusedException.Invalid($"Cannot update {field} value on another kind of assessment.");
                default: throw RefusedException.Invalid($"The stand-in is stricter than MLflow: it would pass over the mask '{field}'.");
            }
        }

        stored["last_update_time"] = Now();
        return Wrapped(stored);
    }

    private Answer Delete(string traceId, string id)
    {
        if (store.Traces.TryGetValue(traceId, out var trace) && trace.Assessments.Remove(id, out var gone)
            && gone["overrides"]?.ToString() is { } overridden && trace.Assessments.TryGetValue(overridden, out var restored)) restored["valid"] = true;
        return StandIn.Answer.Json(new JsonObject());
    }

    private static JsonObject Stored(JsonObject given, StoredTrace trace, bool isOldest)
    {
        var kind = Kinds.SingleOrDefault(name => given[name] is JsonObject);
        if (kind is null || (isOldest && kind == "issue")) throw RefusedException.Invalid("Unknown assessment type: None");
        if (given.First().Key != kind) throw RefusedException.Invalid($"The stand-in is stricter than MLflow: {kind} stands first, or a bad value before it would lose it.");
        if (given["assessment_name"]?.ToString() is not { Length: > 0 and <= 250 }) throw RefusedException.Invalid("The stand-in is stricter than MLflow: assessment_name is empty or too long.");
        if (given["source"]?["source_type"]?.ToString() is not ("HUMAN" or "CODE" or "LLM_JUDGE")) throw RefusedException.Invalid("The stand-in is stricter than MLflow: an unknown source_type.");
        if (isOldest && kind == "feedback" && given[kind]!["value"] is null && given[kind]!["error"] is null) throw RefusedException.Invalid("Either `value` or `error` must be provided.");
        Texts(given);
        var stored = (JsonObject)given.DeepClone();
        stored["assessment_id"] ??= "a-" + Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
        stored["trace_id"] = trace.Id;
        stored["create_time"] ??= Now();
        stored["last_update_time"] ??= Now();
        stored["valid"] = true;
        if (stored["expectation"]?["serialized_value"] is JsonObject serialized) serialized["value"] = PythonJson.Write(JsonNode.Parse(serialized["value"]!.ToString()));
        return stored;
    }

    private static JsonObject Texts(JsonObject given)
    {
        var metadata = given["metadata"] as JsonObject ?? [];
        foreach (var (key, value) in metadata)
        {
            if (value?.GetValueKind() != JsonValueKind.String) throw RefusedException.Invalid($"The stand-in is stricter than MLflow: metadata {key} is no text.");
        }

        return (JsonObject)metadata.DeepClone();
    }

    private static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Answer Wrapped(JsonObject assessment) => StandIn.Answer.Json(new JsonObject { ["assessment"] = assessment.DeepClone() });
}
