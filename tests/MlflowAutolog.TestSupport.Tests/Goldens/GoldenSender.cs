using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.TestSupport.Tests.Servers;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

/// <summary>Sends a golden's traces to a server with Google's protobuf library, to see whether they read back as they are.</summary>
internal sealed class GoldenSender(IMlflowServer server, HttpClient client)
{
    private ulong _clock = 1_790_000_000_000_000_000;
    private int _spans;

    public async Task SendAsync(JsonArray traces, string experimentId)
    {
        foreach (var trace in traces)
        {
            var id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
            var spans = new List<Span>();
            foreach (var root in trace!["spans"]!.AsArray()) Add(spans, root!, id, parentId: null);
            await SendAsync(OneSpan.Request(server.Uri, experimentId, [.. spans]));
            var assessments = GoldenAssessments.Of(trace, "tr-" + id);
            var info = Info(trace, id, experimentId);
            info["trace"]!["trace_info"]!["assessments"] = new JsonArray([.. assessments.Where(one => one["overrides"] is null)]);
            await SendAsync(OneSpan.Info(server.Uri, info.ToJsonString()));
            foreach (var overriding in assessments.Where(one => one["overrides"] is not null)) await SendAsync(GoldenAssessments.Create(server.Uri, overriding));
        }
    }

    private static JsonObject Info(JsonNode trace, string id, string experimentId)
    {
        var info = new JsonObject
        {
            ["trace_id"] = "tr-" + id,
            ["trace_location"] = new JsonObject
            {
                ["type"] = "MLFLOW_EXPERIMENT",
                ["mlflow_experiment"] = new JsonObject { ["experiment_id"] = experimentId },
            },
            ["request_time"] = "2026-09-21T14:13:20.000Z",
            ["execution_duration"] = "1s",
            ["state"] = trace["state"]!.ToString(),
            ["trace_metadata"] = Texts(trace["metadata"]!.AsObject(), "mlflow.trace.infoFinalized", "mlflow.trace.cost"),
            ["tags"] = Texts(trace["tags"]!.AsObject(), "mlflow.trace.spansLocation"),
        };
        foreach (var name in (string[])["client_request_id", "request_preview", "response_preview"])
        {
            if (trace[name] is { } text) info[name] = text.ToString();
        }

        return new JsonObject { ["trace"] = new JsonObject { ["trace_info"] = info } };
    }

    private static JsonObject Texts(JsonObject map, params string[] without)
        => new(map.Where(pair => !without.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key,
            (JsonNode?)(pair.Value is JsonObject or JsonArray ? pair.Value.ToJsonString() : pair.Value!.ToString()))));

    private void Add(List<Span> spans, JsonNode golden, string traceId, string? parentId)
    {
        var id = (++_spans).ToString("x16", CultureInfo.InvariantCulture);
        var span = OneSpan.Of(traceId, id, parentId, ("mlflow.spanType", OneSpan.Text(golden["type"]!.ToString())));
        spans.Add(span);
        span.Name = golden["name"]!.ToString();
        span.StartTimeUnixNano = _clock += 1000;
        span.Status = new Status
        {
            Code = golden["status"]!.ToString() == "ERROR" ? Status.Types.StatusCode.Error : Status.Types.StatusCode.Ok,
            Message = golden["status_message"]?.ToString() ?? "",
        };
        if (golden["inputs"] is { } inputs) Add(span, "mlflow.spanInputs", inputs);
        if (golden["outputs"] is { } outputs) Add(span, "mlflow.spanOutputs", outputs);
        foreach (var (key, value) in golden["attributes"]!.AsObject()) Add(span, key, value);
        foreach (var item in golden["events"] as JsonArray ?? []) span.Events.Add(Event(item!));
        // A golden has only their count.
        for (var link = 0; link < (golden["links"]?.GetValue<int>() ?? 0); link++) span.Links.Add(new Span.Types.Link { TraceId = span.TraceId, SpanId = span.SpanId });
        foreach (var child in golden["children"]!.AsArray()) Add(spans, child!, traceId, id);
        span.EndTimeUnixNano = _clock += 1000;
    }

    private static void Add(Span span, string key, JsonNode? value) => span.Attributes.Add(new KeyValue { Key = key, Value = Value(value) });

    private static Span.Types.Event Event(JsonNode golden)
    {
        var item = new Span.Types.Event { Name = golden["name"]!.ToString(), TimeUnixNano = 1_790_000_000_000_000_000 };
        item.Attributes.Add(golden["attributes"]!.AsObject().Select(pair => new KeyValue { Key = pair.Key, Value = Value(pair.Value) }));
        return item;
    }

    private static AnyValue Value(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                return OneSpan.Map([.. map.Select(pair => (pair.Key, Value(pair.Value)))]);
            case JsonArray list:
                var array = new ArrayValue();
                array.Values.Add(list.Select(Value));
                return new AnyValue { ArrayValue = array };
            default:
                return Scalar(node);
        }
    }

    private static AnyValue Scalar(JsonNode? node) => node?.GetValueKind() switch
    {
        null => new AnyValue(),
        JsonValueKind.String => OneSpan.Text(node.GetValue<string>()),
        JsonValueKind.Number when long.TryParse(node.ToJsonString(), CultureInfo.InvariantCulture, out var integer) => OneSpan.Integer(integer),
        JsonValueKind.Number => new AnyValue { DoubleValue = node.GetValue<double>() },
        _ => new AnyValue { BoolValue = node.GetValue<bool>() },
    };

    private async Task SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            if (!response.IsSuccessStatusCode) throw new HttpRequestException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }
}
