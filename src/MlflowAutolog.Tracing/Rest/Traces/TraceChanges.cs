using System.Globalization;
using System.Text.Json;
using MlflowAutolog.Tracing.Rest.Experiments;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Changes stored traces: tags, deletion, links.</summary>
/// <param name="rest">Sends.</param>
/// <param name="version">For the message when a call is too new.</param>
internal sealed class TraceChanges(MlflowRestClient rest, Func<CancellationToken, Task<ServerVersion?>> version)
{
    /// <summary>The server takes no more ids in one request to link; for deletion MLflow's own client sends no more.</summary>
    private const int BatchSize = 100;

    private const string Path = "api/2.0/mlflow/traces/";

    public async Task SetTagAsync(string traceId, string key, string value, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(new MlflowCall(HttpMethod.Patch, TagsOf(traceId)) { Body = JsonBody.Of(("key", key), ("value", value)) }, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException refused) when (refused.StatusCode == 400)
        {
            // Of a trace that is not there the database complains, in SQL that quotes the tag's value: no inner exception.
            using var info = await rest.FindAsync(MlflowCall.Get("api/3.0/mlflow/traces/" + Uri.EscapeDataString(traceId)), cancellationToken).ConfigureAwait(false);
            if (info is not null) throw;
            throw new MlflowException($"There is no trace {traceId} in this MLflow. One that began in another process is there once spans of it have arrived.") { StatusCode = 404, ErrorCode = "RESOURCE_DOES_NOT_EXIST" };
        }
    }

    /// <remarks>By the route of 2.0: that of 3.0 fails before 3.17.</remarks>
    public Task DeleteTagAsync(string traceId, string key, CancellationToken cancellationToken)
        => SendAsync(new MlflowCall(HttpMethod.Delete, TagsOf(traceId)) { Body = JsonBody.Of(("key", key)), Repeatable = false }, cancellationToken);

    public async Task<int> DeleteAsync(string experimentId, IEnumerable<string> traceIds, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var batch in traceIds.Distinct().Chunk(BatchSize))
            deleted += await DeleteAsync(experimentId, json => json.WriteTexts("request_ids", batch), cancellationToken).ConfigureAwait(false);
        return deleted;
    }

    public Task<int> DeleteAsync(string experimentId, DateTimeOffset olderThan, int? maxTraces, CancellationToken cancellationToken)
        => DeleteAsync(experimentId, json =>
        {
            // The server's limit belongs to what is deleted; the millisecond that the limit cuts through is not older.
            json.WriteNumber("max_timestamp_millis"u8, olderThan.ToUnixTimeMilliseconds() - 1);
            if (maxTraces is { } most) json.WriteNumber("max_traces"u8, most);
        }, cancellationToken);

    public async Task LinkToRunAsync(IEnumerable<string> traceIds, string runId, CancellationToken cancellationToken)
    {
        // To a run that is not there the server links without a word.
        using var run = await rest.SendAsync(MlflowCall.Get("api/2.0/mlflow/runs/get?run_id=" + Uri.EscapeDataString(runId)), cancellationToken).ConfigureAwait(false);
        foreach (var batch in traceIds.Distinct().Chunk(BatchSize))
        {
            var body = JsonBody.Of((batch, runId), static (json, link) =>
            {
                json.WriteTexts("trace_ids", link.batch);
                json.WriteString("run_id"u8, link.runId);
            });
            await SendAsync(MlflowCall.Post(Path + "link-to-run", body), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task LinkPromptsAsync(string traceId, IEnumerable<PromptVersion> prompts, CancellationToken cancellationToken)
    {
        try
        {
            var linked = new Model.LinkedPrompts();
            foreach (var prompt in prompts) linked.Add(prompt.Name, prompt.Version);
            if (linked.All.Count > 0) await SendAsync(PromptLink.Call(traceId, linked), cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException refused) when (refused is { StatusCode: 404 or 405, ErrorCode: null })
        {
            var server = await version(cancellationToken).ConfigureAwait(false) is { } known ? $"MLflow {known.Major}.{known.Minor}" : "older";
            throw new MlflowException($"LinkPromptsToTraceAsync needs MLflow 3.17, and this server is {server}. Prompts loaded inside a span are noted on the span on every version.", refused) { StatusCode = refused.StatusCode };
        }
    }

    private async Task<int> DeleteAsync(string experimentId, Action<Utf8JsonWriter> which, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of((experimentId: ExperimentId.Checked(experimentId), which), static (json, delete) =>
        {
            json.WriteString("experiment_id"u8, delete.experimentId);
            delete.which(json);
        });
        // The count of a second attempt would leave out what the first one deleted.
        using var reply = await rest.SendAsync(MlflowCall.Post(Path + "delete-traces", body) with { Repeatable = false }, cancellationToken).ConfigureAwait(false);
        return reply.RootElement.TryGetProperty("traces_deleted"u8, out var count) ? int.Parse(count.ToString(), CultureInfo.InvariantCulture) : 0;
    }

    private async Task SendAsync(MlflowCall call, CancellationToken cancellationToken)
    {
        using var reply = await rest.SendAsync(call, cancellationToken).ConfigureAwait(false);
    }

    private static string TagsOf(string traceId) => $"{Path}{Uri.EscapeDataString(traceId)}/tags";
}
