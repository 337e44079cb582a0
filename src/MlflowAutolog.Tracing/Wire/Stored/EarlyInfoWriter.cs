using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Writes the body of V2 EndTrace: what MLflow is told of a trace that runs, without taking it for ended.</summary>
/// <remarks>
/// StartTraceV3 marks a trace as final: from then on MLflow 3.17 keeps the cost that it has, which would be that of the first part. Nothing is in here that the server computes from spans.
/// </remarks>
internal static class EarlyInfoWriter
{
    private const long NanosPerMilli = 1_000_000;

    /// <summary>UTF-8 JSON.</summary>
    public static byte[] Write(TraceData trace)
    {
        var output = new JsonOutput(1024);
        output.BeginObject();
        output.Name("timestamp_ms");
        output.Number(trace.Spans.Max(span => span.EndUnixNano) / NanosPerMilli);
        output.Name("status");
        output.Text("IN_PROGRESS");
        Pairs(output, "request_metadata", trace.Metadata.Where(pair => pair.Key.Length > 0).Select(pair => (WireLimits.OfMetadata(pair.Key), WireLimits.OfMetadata(pair.Value))));
        Pairs(output, "tags", TraceTags.Of(trace).Select(pair => (pair.Key, pair.Value)).Append((WireNames.TraceName, TraceTags.NameOf(trace, root: null))));
        output.EndObject();
        return output.ToArray();
    }

    private static void Pairs(JsonOutput output, string name, IEnumerable<(string Key, string Value)> pairs)
    {
        output.Name(name);
        output.BeginArray();
        foreach (var (key, value) in pairs)
        {
            output.Next();
            output.BeginObject();
            output.Name("key");
            output.Text(key);
            output.Name("value");
            output.Text(value);
            output.EndObject();
        }

        output.EndArray();
    }
}
