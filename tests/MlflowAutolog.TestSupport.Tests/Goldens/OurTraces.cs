using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

/// <summary>Makes of a golden what a right product would store, so that single mistakes can be put in.</summary>
internal static class OurTraces
{
    public static JsonArray Of(GoldenScenario scenario)
    {
        var traces = (JsonArray)scenario.Traces.DeepClone();
        foreach (var trace in traces) trace!.AsObject().Remove("incomplete");
        if (scenario.Area == "core") return traces;
        foreach (var span in Spans(traces))
        {
            AddStatusMessage(span);
            foreach (var name in AttributeComparison.Never) span["attributes"]!.AsObject().Remove(name);
        }

        return traces;
    }

    /// <summary>All spans, parents first.</summary>
    public static IEnumerable<JsonObject> Spans(JsonArray traces) => traces.SelectMany(trace => Below((JsonArray)trace!["spans"]!));

    private static IEnumerable<JsonObject> Below(JsonArray spans)
        => spans.SelectMany(span => Below((JsonArray)span!["children"]!).Prepend(span.AsObject()));

    private static void AddStatusMessage(JsonObject span)
    {
        if (span["status"]!.ToString() != "ERROR") return;
        var attributes = span["events"]!.AsArray().Single(item => item!["name"]!.ToString() == "exception")!["attributes"]!;
        span["status_message"] = $"ClientResultException: {attributes["exception.message"]}";
        attributes["exception.type"] = attributes["exception.type"]!.ToString() switch
        {
            "APITimeoutError" => "TaskCanceledException",
            "RemoteProtocolError" => "HttpIOException",
            "TypeError" => "TypeError",
            _ => "ClientResultException",
        };
    }
}
