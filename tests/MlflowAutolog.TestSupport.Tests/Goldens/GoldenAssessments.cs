using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

/// <summary>A golden's assessments with real ids, as a client sends them: those that override another follow the trace's info.</summary>
internal static class GoldenAssessments
{
    public static List<JsonObject> Of(JsonNode trace, string traceId)
    {
        var assessments = new List<JsonObject>();
        foreach (var golden in trace["assessments"] as JsonArray ?? [])
        {
            var one = (JsonObject)golden!.DeepClone();
            foreach (var name in (string[])["assessment_id", "overrides"])
            {
                if (one[name] is { } id) one[name] = IdOf(id.ToString(), traceId);
            }

            if (one["span_id"] is not null) one["span_id"] = "00000000000000aa";
            one["trace_id"] = traceId;
            foreach (var name in (string[])["create_time", "last_update_time"]) one[name] = $"2026-09-21T14:13:{assessments.Count:00}Z";
            assessments.Add(WithKindFirst(one));
        }

        return assessments;
    }

    public static HttpRequestMessage Create(string uri, JsonObject assessment) => new(HttpMethod.Post, $"{uri}/api/3.0/mlflow/traces/{assessment["trace_id"]}/assessments")
    {
        Content = new StringContent(new JsonObject { ["assessment"] = assessment.DeepClone() }.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    private static JsonObject WithKindFirst(JsonObject assessment)
        => new(assessment.OrderByDescending(field => field.Key is "feedback" or "expectation").Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    /// <summary>Unique in the server: it may have seen the golden before.</summary>
    private static string IdOf(string placeholder, string traceId)
        => "a-" + traceId[3..^2] + int.Parse(placeholder.Trim('<', '>').Split('-')[1], CultureInfo.InvariantCulture).ToString("x2", CultureInfo.InvariantCulture);
}
