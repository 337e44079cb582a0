using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Brings assessments into the form of a golden: in the order of their names, then of their making; without times, and with placeholders for ids and stack traces.</summary>
internal static class AssessmentNormaliser
{
    public static JsonArray Normalise(JsonArray stored)
        => [.. stored.Select(one => (JsonObject)one!).OrderBy(one => one["assessment_name"]?.ToString(), StringComparer.Ordinal).ThenBy(one => one["create_time"]?.ToString(), StringComparer.Ordinal).Select(Normalise)];

    private static JsonNode Normalise(JsonObject stored)
    {
        var kept = (JsonObject)stored.DeepClone();
        foreach (var name in (string[])["trace_id", "create_time", "last_update_time"]) kept.Remove(name);
        if (kept.ContainsKey("span_id")) kept["span_id"] = "<span-1>";

        // Goldens were read by MLflow's Python client, which keeps it for feedback only.
        if (kept.ContainsKey("expectation") || kept.ContainsKey("issue")) kept.Remove("valid");
        if (kept["feedback"]?["error"] is JsonObject error && error.ContainsKey("stack_trace")) error["stack_trace"] = "<stacktrace>";
        return kept;
    }
}
