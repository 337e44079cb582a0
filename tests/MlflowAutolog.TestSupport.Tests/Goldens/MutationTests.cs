using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Goldens;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

/// <summary>The comparer finds every kind of mistake, in every golden that can have it.</summary>
public sealed class MutationTests
{
    private static readonly Dictionary<string, Func<JsonArray, bool>> Mistakes = new()
    {
        ["a missing trace"] = traces => Do(traces.Count > 0, () => traces.RemoveAt(traces.Count - 1)),
        ["an additional trace"] = traces => Do(traces.Count > 0, () => traces.Add(traces[0]!.DeepClone())),
        ["a missing child"] = traces => OnSpan(traces, span => Children(span).Count > 0, span => Children(span).RemoveAt(Children(span).Count - 1)),
        ["an additional child"] = traces => OnSpan(traces, _ => true, span => Children(span).Add(span.DeepClone())),
        ["children in another order"] = SwapChildren,
        ["a child beside its parent"] = traces => OnSpan(traces, span => Children(span).Count > 0, span => MoveUp(traces, span)),
        ["a changed status"] = traces => OnSpan(traces, _ => true, span => span["status"] = span["status"]!.ToString() == "OK" ? "ERROR" : "OK"),
        ["a changed type"] = traces => OnSpan(traces, _ => true, span => span["type"] = "GUARDRAIL"),
        ["a changed name"] = traces => OnSpan(traces, _ => true, span => span["name"] = span["name"] + "x"),
        ["a changed state"] = traces => Do(traces.Count > 0, () => traces[0]!["state"] = traces[0]!["state"]!.ToString() == "OK" ? "ERROR" : "OK"),
        ["a dropped tool call"] = traces => OnSpan(traces, span => ToolCalls(span) is { Count: > 0 }, span => ToolCalls(span)!.RemoveAt(0)),
        ["changed arguments of a tool call"] = traces => OnSpan(traces, span => ToolCalls(span) is { Count: > 0 }, span => ChangeArguments(ToolCalls(span)![0]!)),
        ["a wrong token count"] = traces => OnSpan(traces, span => Usage(span) is not null, span => Usage(span)!["input_tokens"] = Usage(span)!["input_tokens"]!.GetValue<int>() + 1),
        ["a missing token usage"] = traces => OnSpan(traces, span => Usage(span) is not null, span => Attributes(span).Remove("mlflow.chat.tokenUsage")),
        ["a wrong token count of the trace"] = traces => OnMetadata(traces, "mlflow.trace.tokenUsage", usage => usage["total_tokens"] = 1_000_000),
        ["a missing tool description"] = traces => OnSpan(traces, span => Attributes(span).ContainsKey("mlflow.chat.tools"), span => Attributes(span)["mlflow.chat.tools"]!.AsArray().RemoveAt(0)),
        ["a wrong model"] = traces => OnSpan(traces, span => Attributes(span).ContainsKey("mlflow.llm.model"), span => Attributes(span)["mlflow.llm.model"] = "other"),
        ["a wrong log level"] = traces => OnSpan(traces, _ => true, span => Attributes(span)["mlflow.spanLogLevel"] = 50),
        ["a missing scalar parameter"] = traces => OnSpan(traces, span => Attributes(span)["temperature"] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number, span => Attributes(span).Remove("temperature")),
        ["a copied prompt"] = traces => OnSpan(traces, _ => true, span => Attributes(span)["instructions"] = "be brief"),
        ["a lost exception event"] = traces => OnSpan(traces, span => Event(span, "exception") is not null, span => Events(span).Remove(Event(span, "exception"))),
        ["a lost chunk event"] = traces => OnSpan(traces, span => Event(span, "mlflow.chunk.item.1") is not null, span => Events(span).Remove(Event(span, "mlflow.chunk.item.1"))),
        ["a changed chunk"] = traces => OnSpan(traces, span => Event(span, "mlflow.chunk.item.0") is not null, span => Event(span, "mlflow.chunk.item.0")!["attributes"]!["mlflow.chunk.value"] = "{}"),
        ["a changed input field"] = traces => OnSpan(traces, span => span["inputs"] is JsonObject inputs && inputs.Any(IsSet), span => Change(span["inputs"]!.AsObject())),
        ["a lost input field"] = traces => OnSpan(traces, span => span["inputs"] is JsonObject inputs && inputs.Any(IsSet), span => Lose(span["inputs"]!.AsObject())),
        ["a changed output field"] = traces => OnSpan(traces, span => span["outputs"] is JsonObject outputs && outputs.Any(IsSet), span => Change(span["outputs"]!.AsObject())),
        ["a lost output field"] = traces => OnSpan(traces, span => span["outputs"] is JsonObject outputs && outputs.Any(IsSet), span => Lose(span["outputs"]!.AsObject())),
        ["lost outputs"] = traces => OnSpan(traces, span => span["outputs"] is not null, span => span["outputs"] = null),
        ["messages in another order"] = traces => OnSpan(traces, span => span["inputs"]?.GetValueKind() == System.Text.Json.JsonValueKind.Object && span["inputs"]!["messages"] is JsonArray { Count: > 1 }, SwapMessages),
        ["a changed request preview"] = traces => Do(traces.Count > 0, () => traces[0]!["request_preview"] = "something else"),
        ["a changed response preview"] = traces => Do(traces.Count > 0 && !IsCut(traces[0]!["response_preview"]), () => traces[0]!["response_preview"] = "something else"),
        ["a lost tag"] = traces => OnTrace(traces, "tags", tags => tags.Remove("mlflow.traceName")),
        ["an additional tag"] = traces => OnTrace(traces, "tags", tags => tags["new"] = "1"),
        ["a lost session"] = traces => OnTrace(traces, "metadata", metadata => metadata.Remove("mlflow.trace.session")),
        ["a lost schema version"] = traces => OnTrace(traces, "metadata", metadata => metadata.Remove("mlflow.trace_schema.version")),
        ["an additional user"] = traces => OnTrace(traces, "metadata", metadata => metadata["mlflow.trace.user"] = "somebody"),
        ["own metadata"] = traces => OnTrace(traces, "metadata", metadata => metadata["mine"] = "1"),
        ["a client request id"] = traces => Do(traces.Count > 0, () => traces[0]!["client_request_id"] = "other"),
        ["a lost assessment"] = traces => OnAssessment(traces, _ => true, one => one.Parent!.AsArray().Remove(one)),
        ["an additional assessment"] = traces => OnAssessment(traces, _ => true, one => one.Parent!.AsArray().Add(one.DeepClone())),
        ["another value of a feedback"] = traces => OnAssessment(traces, one => one["feedback"] is not null, one => one["feedback"]!["value"] = "other"),
        ["another expectation"] = traces => OnAssessment(traces, one => one["expectation"]?["value"] is not null, one => one["expectation"]!["value"] = "other"),
        ["a lost error of a feedback"] = traces => OnAssessment(traces, one => one["feedback"]?["error"] is not null, one => one["feedback"]!.AsObject().Remove("error")),
        ["another source"] = traces => OnAssessment(traces, _ => true, one => one["source"]!["source_id"] = "other"),
        ["a lost rationale"] = traces => OnAssessment(traces, one => one["rationale"] is not null, one => one.Remove("rationale")),
        ["lost metadata of an assessment"] = traces => OnAssessment(traces, one => one["metadata"] is not null, one => one.Remove("metadata")),
        ["a lost span of an assessment"] = traces => OnAssessment(traces, one => one["span_id"] is not null, one => one.Remove("span_id")),
        ["an overridden feedback that is valid"] = traces => OnAssessment(traces, one => one["valid"]?.GetValue<bool>() == false, one => one["valid"] = true),
        ["a feedback that overrides nothing"] = traces => OnAssessment(traces, one => one["overrides"] is not null, one => one.Remove("overrides")),
        ["spans that never arrive"] = traces => Do(traces.Count > 0, () => traces[0]!["incomplete"] = "1 of 2 spans never arrived"),
    };

    public static TheoryData<string> All => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void A_mistake_is_found_wherever_it_can_be_made(string mistake)
    {
        var made = 0;
        foreach (var name in GoldenScenario.InRepository())
        {
            var scenario = GoldenScenario.Load(name);
            var ours = OurTraces.Of(scenario);
            if (!Mistakes[mistake](ours)) continue;
            made++;
            GoldenComparer.Compare(scenario.Area, scenario.Traces, ours).ShouldNotBeEmpty($"{mistake} in {name}");
        }

        made.ShouldBeGreaterThan(0);
    }

    private static bool Do(bool possible, Action mistake)
    {
        if (possible) mistake();
        return possible;
    }

    private static bool OnSpan(JsonArray traces, Func<JsonObject, bool> suits, Action<JsonObject> mistake)
    {
        var span = OurTraces.Spans(traces).FirstOrDefault(suits);
        if (span is not null) mistake(span);
        return span is not null;
    }

    private static bool OnAssessment(JsonArray traces, Func<JsonObject, bool> suits, Action<JsonObject> mistake)
    {
        var found = traces.SelectMany(trace => trace!["assessments"] as JsonArray ?? []).Select(one => one!.AsObject()).FirstOrDefault(suits);
        if (found is not null) mistake(found);
        return found is not null;
    }

    private static bool OnTrace(JsonArray traces, string map, Action<JsonObject> mistake)
    {
        foreach (var trace in traces)
        {
            var before = trace![map]!.ToJsonString();
            mistake(trace[map]!.AsObject());
            if (trace[map]!.ToJsonString() != before) return true;
        }

        return false;
    }

    private static bool OnMetadata(JsonArray traces, string key, Action<JsonNode> mistake)
    {
        var value = traces.Select(trace => trace!["metadata"]![key]).FirstOrDefault(found => found is not null);
        if (value is not null) mistake(value);
        return value is not null;
    }

    private static bool SwapChildren(JsonArray traces) => OnSpan(traces, span => Children(span).Count > 1
        && Children(span)[0]!.ToJsonString() != Children(span)[^1]!.ToJsonString(), span =>
    {
        var first = Children(span)[0];
        Children(span).RemoveAt(0);
        Children(span).Add(first);
    });

    private static void SwapMessages(JsonObject span)
    {
        var messages = span["inputs"]!["messages"]!.AsArray();
        var first = messages[0];
        messages.RemoveAt(0);
        messages.Add(first);
    }

    private static void MoveUp(JsonArray traces, JsonObject span)
    {
        var child = Children(span)[0];
        Children(span).RemoveAt(0);
        traces[0]!["spans"]!.AsArray().Add(child);
    }

    private static void Change(JsonObject content) => content[content.First(IsSet).Key] = "changed";

    private static void Lose(JsonObject content) => content.Remove(content.First(IsSet).Key);

    private static bool IsSet(KeyValuePair<string, JsonNode?> pair)
        => pair.Value is not null && !pair.Value.ToJsonString().Contains("address", StringComparison.Ordinal);

    private static bool IsCut(JsonNode? preview) => preview?.ToString().EndsWith("...", StringComparison.Ordinal) == true;

    private static JsonArray Children(JsonObject span) => span["children"]!.AsArray();

    private static JsonObject Attributes(JsonObject span) => span["attributes"]!.AsObject();

    private static JsonNode? Usage(JsonObject span) => Attributes(span)["mlflow.chat.tokenUsage"];

    private static JsonArray Events(JsonObject span) => span["events"]!.AsArray();

    private static JsonNode? Event(JsonObject span, string name) => (span["events"] as JsonArray)?.FirstOrDefault(item => item!["name"]!.ToString() == name);

    // A custom tool has a text in place of arguments.
    private static void ChangeArguments(JsonNode call)
    {
        if (call["function"] is { } function) function["arguments"] = "{}";
        else call["custom"]!["input"] = "{}";
    }

    private static JsonArray? ToolCalls(JsonObject span)
        => span["outputs"] is JsonObject outputs && outputs["choices"] is JsonArray { Count: > 0 } choices ? choices[0]!["message"]?["tool_calls"] as JsonArray : null;
}
