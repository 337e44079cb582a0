using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

/// <summary>A few traces that differ in everything that can be filtered by, once a version and run.</summary>
internal static class FilteredTraces
{
    public static readonly DateTimeOffset First = new(2026, 10, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<string, Lazy<Task<(string Experiment, IReadOnlyDictionary<string, string> Ids)>>> Recorded = new();

    /// <summary>A tracer to read them with, and their ids by name.</summary>
    public static async Task<(ServerTracer Server, IReadOnlyDictionary<string, string> Ids)> OpenAsync(string version)
    {
        var server = await MlflowServers.StartAsync(version);
        if (!server.IsReal) Assert.Skip("no real MLflow here");
        var (experiment, ids) = await Recorded.GetOrAdd(version, _ => new(() => RecordAsync(server))).Value;
        return (new ServerTracer(server, experiment), ids);
    }

    private static async Task<(string, IReadOnlyDictionary<string, string>)> RecordAsync(IMlflowServer target)
    {
        await using var server = new ServerTracer(target);
        var ids = new Dictionary<string, string>();
        Record("plain", 0, env: "prod", session: "chat-1", user: "anna", attributes: [new("model", "gpt-4o"), new("temperature", 0.5), new("tokens", 12), new("stream", true)]);
        Record("single", 1, env: "it's", session: "it's", attributes: [new("model", "it's")]);
        Record("double", 2, env: "say \"hi\"", session: "say \"hi\"", attributes: [new("model", "say \"hi\"")]);
        Record("both", 3, env: "it's \"hi\"", session: "it's \"hi\"", attributes: [new("model", "it's \"hi\"")]);
        Record("umlaut", 4, env: "Käse 😀", session: "Käse 😀", attributes: [new("model", "Käse 😀")]);
        Record("lines", 5, env: "a\nb", attributes: [new("model", "a\nb")]);
        Record("odd", 6, tags: [new("a b.c-d", "1"), new("order", "2")], attributes: [new("llm.model.name", "gpt"), new("order", "by"), new("model", "gpt-4o-mini")], fails: true);
        Record("syntax", 7, env: "a; b -- c /* d */ AND status = OK OR (1)", attributes: [new("model", "100%_")]);
        await server.FlushAsync();
        await AssessAsync(server, ids);
        return (server.Experiment, ids);

        void Record(
            string name, int second, string? env = null, string? session = null, string? user = null, KeyValuePair<string, string>[]? tags = null, KeyValuePair<string, object?>[]? attributes = null, bool fails = false)
        {
            var metadata = new Dictionary<string, string>();
            if (session is not null) metadata["mlflow.trace.session"] = session;
            if (user is not null) metadata["mlflow.trace.user"] = user;
            var root = server.Tracer.StartDetachedSpan(
                name, SpanType.Chain, inputs: new { question = $"about {name}" }, tags: [.. tags ?? [], .. env is null ? [] : new[] { KeyValuePair.Create("env", env) }], metadata: metadata, startTime: First.AddSeconds(second));
            var call = server.Tracer.StartDetachedSpan("call " + name, SpanType.ChatModel, root, attributes: attributes, startTime: First.AddSeconds(second));
            if (fails) call.SetStatus(SpanStatusCode.Error, "no answer");
            call.End(First.AddSeconds(second + 0.05));
            if (fails) root.SetStatus(SpanStatusCode.Error, "no answer");
            root.End(First.AddSeconds(second + 0.1 * (second + 1)));
            ids[name] = root.TraceId;
        }
    }

    private static async Task AssessAsync(ServerTracer server, Dictionary<string, string> ids)
    {
        foreach (var (trace, kind, name, value) in new (string, string, string, JsonNode)[]
        {
            ("plain", "feedback", "helpful", true), ("single", "feedback", "helpful", false), ("double", "feedback", "helpful", "yes"), ("both", "feedback", "helpful", "it's"),
            ("plain", "feedback", "the score", 0.75), ("single", "feedback", "the score", 3), ("plain", "expectation", "day", "Friday"),
        })
        {
            await server.PostAsync($"api/3.0/mlflow/traces/{ids[trace]}/assessments", new JsonObject
            {
                ["assessment"] = new JsonObject
                {
                    ["assessment_name"] = name,
                    ["trace_id"] = ids[trace],
                    ["source"] = new JsonObject { ["source_type"] = "HUMAN", ["source_id"] = "anna" },
                    [kind] = new JsonObject { ["value"] = value },
                },
            });
        }
    }
}
