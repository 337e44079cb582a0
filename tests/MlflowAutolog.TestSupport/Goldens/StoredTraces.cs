using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Reads what a server stored, over plain HTTP and without our own code, in the form of a golden's <c>traces.json</c>.</summary>
/// <param name="server">Asked by search and get-trace-artifact.</param>
public sealed class StoredTraces(IMlflowServer server) : IDisposable
{
    private readonly HttpClient _client = new();

    /// <summary>Makes an experiment that no other test writes to, and returns its id.</summary>
    public async Task<string> NewExperimentAsync(string? name = null)
    {
        var body = new JsonObject { ["name"] = name ?? $"test-{Guid.NewGuid()}" };
        var answer = await PostAsync("/api/2.0/mlflow/experiments/create", body);
        return answer["experiment_id"]!.ToString();
    }

    /// <summary>All traces of the experiment, oldest first, ids replaced by their kind.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="replacements">Further texts that differ from run to run, for example the model server's address and <c>http://model</c>.</param>
    public async Task<JsonArray> ReadAsync(string experimentId, params IReadOnlyList<(string Text, string By)> replacements)
    {
        var traces = new List<JsonObject>();
        var spanIds = new List<(string Text, string By)>();
        foreach (var info in await SearchAsync(experimentId))
        {
            var spans = await ReadSpansAsync(info["trace_id"]!.ToString());
            spanIds.AddRange(spans.Select(span => (Convert.ToHexStringLower(Convert.FromBase64String(span!["span_id"]!.ToString())), "<span-1>")));
            var trace = TraceNormaliser.Normalise(info, spans);
            if (await StoredAttachments.ReadAsync(info, spans, ReadBytesAsync) is { } attachments) trace["attachments"] = attachments;
            traces.Add(trace);
        }

        var ordered = traces.OrderBy(TraceNormaliser.StartOf).ToList();
        return IdNormaliser.Replace(new JsonArray([.. ordered.Select(TraceNormaliser.WithoutStart)]), [.. replacements, .. spanIds]);
    }

    public void Dispose() => _client.Dispose();

    private async Task<List<JsonObject>> SearchAsync(string experimentId)
    {
        var infos = new List<JsonObject>();
        string? token = null;
        do
        {
            var query = new JsonObject
            {
                ["locations"] = new JsonArray(new JsonObject
                {
                    ["type"] = "MLFLOW_EXPERIMENT",
                    ["mlflow_experiment"] = new JsonObject { ["experiment_id"] = experimentId },
                }),
                ["max_results"] = 500,
            };
            if (token is not null) query["page_token"] = token;
            var page = await PostAsync("/api/3.0/mlflow/traces/search", query);
            infos.AddRange((page["traces"] as JsonArray ?? []).Select(info => (JsonObject)info!));
            token = page["next_page_token"]?.ToString();
        }
        while (!string.IsNullOrEmpty(token));
        return infos;
    }

    private async Task<JsonArray> ReadSpansAsync(string traceId)
    {
        using var response = await _client.GetAsync($"{server.Uri}/ajax-api/2.0/mlflow/get-trace-artifact?request_id={traceId}");
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode == HttpStatusCode.NotFound) return [];
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"Reading {traceId} back: {(int)response.StatusCode} {text}");
        return (JsonArray)JsonNode.Parse(text)!["spans"]!;
    }

    private async Task<byte[]?> ReadBytesAsync(string path)
    {
        using var response = await _client.GetAsync(server.Uri + path);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync() : null;
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Headers.ContentType = new("application/json");
        using var response = await _client.PostAsync(server.Uri + path, content);
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"POST {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
