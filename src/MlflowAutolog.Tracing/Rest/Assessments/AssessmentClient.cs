using System.Text.Json;
using MlflowAutolog.Tracing.Values;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Assessments;

/// <summary>Assessments of stored traces, on an MLflow server. Source: <c>mlflow/server/handlers.py</c> of 3.17.2; 3.4 and newer have the same routes.</summary>
internal sealed class AssessmentClient(MlflowRestClient rest, Func<CancellationToken, Task<ServerVersion>> version)
{
    private const string Traces = "api/3.0/mlflow/traces/";

    /// <summary>Stores one that is complete. Its id is ours, so a doubtful failure does not store it twice: before it goes out again it is looked for.</summary>
    public async Task<Assessment> CreateAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        if (assessment is IssueReference) await DemandIssuesAsync(cancellationToken).ConfigureAwait(false);
        var (traceId, id) = (assessment.TraceId!, assessment.AssessmentId!);
        var call = MlflowCall.Post(PathOf(traceId), Body(output => AssessmentWriter.Write(output, assessment), mask: null)) with { Repeatable = false };
        return await ReadAsync(rest.SendAsync(call, cancellationToken, stop => rest.FindAsync(MlflowCall.Get(PathOf(traceId, id)), stop)), traceId).ConfigureAwait(false);
    }

    /// <summary>Changes what <paramref name="change"/> gives; what it leaves open stays as it is.</summary>
    public Task<Assessment> UpdateAsync(string traceId, string assessmentId, Assessment change, CancellationToken cancellationToken)
    {
        var call = new MlflowCall(HttpMethod.Patch, PathOf(traceId, assessmentId)) { Body = Body(output => AssessmentChange.Write(output, change), AssessmentChange.MaskOf(change)) };
        return ReadAsync(rest.SendAsync(call, cancellationToken), traceId);
    }

    public async Task<Assessment?> FindAsync(string traceId, string assessmentId, CancellationToken cancellationToken)
    {
        using var found = await rest.FindAsync(MlflowCall.Get(PathOf(traceId, assessmentId)), cancellationToken).ConfigureAwait(false);
        return found is null ? null : AssessmentReader.Read(found.RootElement.GetProperty("assessment"));
    }

    /// <summary>One that is not there is deleted already.</summary>
    public async Task DeleteAsync(string traceId, string assessmentId, CancellationToken cancellationToken)
    {
        using var done = await rest.SendAsync(new MlflowCall(HttpMethod.Delete, PathOf(traceId, assessmentId)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The name of an issue.</summary>
    public async Task<string> IssueNameAsync(string issueId, CancellationToken cancellationToken)
    {
        await DemandIssuesAsync(cancellationToken).ConfigureAwait(false);
        using var found = await rest.FindAsync(MlflowCall.Get("api/3.0/mlflow/issues/" + Uri.EscapeDataString(issueId)), cancellationToken).ConfigureAwait(false);
        return found is null
            ? throw new MlflowException($"MLflow has no issue with the id '{issueId}'. Issues are made in MLflow's UI or in Python; LogIssueAsync only refers to one.") { StatusCode = 404 }
            : found.RootElement.GetProperty("issue").GetProperty("name").GetString() ?? "";
    }

    /// <summary>An older server would refuse an issue, and with it the whole info of a trace that has one.</summary>
    public async Task DemandIssuesAsync(CancellationToken cancellationToken)
    {
        var server = await version(cancellationToken).ConfigureAwait(false);
        if (!server.KnowsIssues) throw new MlflowException($"Issues need MLflow 3.17 or newer; the server is {server.Major}.{server.Minor}. Log a feedback in place of the issue, or upgrade the server.");
    }

    private static string PathOf(string traceId, string? assessmentId = null)
        => Traces + Uri.EscapeDataString(traceId) + "/assessments" + (assessmentId is null ? "" : "/" + Uri.EscapeDataString(assessmentId));

    private static byte[] Body(Action<JsonOutput> write, string? mask)
    {
        var output = new JsonOutput();
        output.BeginObject();
        output.Name("assessment");
        write(output);
        if (mask is not null)
        {
            output.Name("update_mask");
            output.Text(mask);
        }

        output.EndObject();
        return output.ToArray();
    }

    private static async Task<Assessment> ReadAsync(Task<JsonDocument> call, string traceId)
    {
        try
        {
            using var answer = await call.ConfigureAwait(false);
            return AssessmentReader.Read(answer.RootElement.GetProperty("assessment"));
        }
        catch (MlflowException missing) when (missing is { StatusCode: 404, ErrorCode: not null })
        {
            throw new MlflowException($"{missing.Message} Check the ids; trace {traceId} must be stored in this MLflow, or run in this process.", missing) { StatusCode = missing.StatusCode, ErrorCode = missing.ErrorCode };
        }
    }
}
