using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>Finds what answers a request.</summary>
internal sealed class Routes(Store store, string version)
{
    private const string Traces = "/api/3.0/mlflow/traces";
    private const string TracesV2 = "/api/2.0/mlflow/traces/";
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts/";

    private readonly ExperimentRoutes _experiments = new(store);
    private readonly TraceRoutes _traces = new(store, version);
    private readonly AssessmentRoutes _assessments = new(store, version == MlflowServers.Oldest);
    private readonly OtlpRoute _otlp = new(store, version);

    public Answer Answer(MlflowRequest request)
    {
        lock (store.Lock)
        {
            try
            {
                return Find(request) ?? StandIn.Answer.Text("<!doctype html><title>404 Not Found</title>", 404);
            }
            catch (RefusedException refused)
            {
                return refused.Answer;
            }
            catch (JsonException)
            {
                return RefusedException.Invalid("Failed to parse input JSON").Answer;
            }
        }
    }

    private Answer? Find(MlflowRequest request)
    {
        if (request.Path.StartsWith("/api/", StringComparison.Ordinal)) DemandContentLength(request);
        return (request.Method, request.Path) switch
        {
            ("GET", "/version") => StandIn.Answer.Text(version),
            ("GET", "/health") => StandIn.Answer.Text("OK"),
            ("POST", "/v1/traces") => _otlp.Store(request),
            ("GET", "/api/2.0/mlflow/experiments/get-by-name") => _experiments.GetByName(request),
            ("GET", "/api/2.0/mlflow/experiments/get") => _experiments.Get(request),
            ("POST", "/api/2.0/mlflow/experiments/create") => _experiments.Create(Body(request)),
            ("POST", Traces) => _traces.Start(Body(request)),
            ("POST", Traces + "/search") => _traces.Search(Body(request)),
            ("GET", "/ajax-api/2.0/mlflow/get-trace-artifact") => _traces.Artifact(request.Query["request_id"], null),
            ("GET", "/ajax-api/3.0/mlflow/get-trace-artifact") when version != MlflowServers.Oldest
                => _traces.Artifact(request.Query["request_id"], request.Query.GetValueOrDefault("path")),
            (_, var path) when path.StartsWith(Traces + "/", StringComparison.Ordinal) && path.Contains("/assessments", StringComparison.Ordinal)
                => _assessments.Answer(request.Method, path[(Traces.Length + 1)..].Split('/'), () => Body(request)),
            ("GET", var path) when path.StartsWith(Traces + "/", StringComparison.Ordinal) => _traces.Get(path[(Traces.Length + 1)..]),
            ("PATCH", var path) when path.StartsWith(TracesV2, StringComparison.Ordinal) => _traces.EndV2(path[TracesV2.Length..], Body(request)),
            ("PUT", var path) when path.StartsWith(Artifacts, StringComparison.Ordinal) => Put(path[Artifacts.Length..], request),
            ("GET", var path) when path.StartsWith(Artifacts, StringComparison.Ordinal) => Read(path[Artifacts.Length..]),
            _ => null,
        };
    }

    /// <summary>A chunked or compressed body is read as an empty one, and a chunked upload becomes an empty file.</summary>
    private static void DemandContentLength(MlflowRequest request)
    {
        if (request.Method is "GET" or "DELETE") return;
        if (request.Header("Transfer-Encoding") is not null || request.Header("Content-Encoding") is not null)
            throw RefusedException.Invalid("Missing value for required parameter 'trace'.");
    }

    private static JsonObject Body(MlflowRequest request)
    {
        var type = request.Header("Content-Type") ?? "";
        if (!type.StartsWith("application/json", StringComparison.Ordinal))
            throw new RefusedException(StandIn.Answer.Error(400, "BAD_REQUEST", "Bad Request. Content-Type must be 'application/json'."));
        return JsonNode.Parse(request.Body) as JsonObject ?? throw RefusedException.Invalid("The body is no JSON object.");
    }

    private Answer Put(string path, MlflowRequest request)
    {
        store.Artifacts[path] = request.Body;
        return StandIn.Answer.Json(new JsonObject());
    }

    private Answer Read(string path) => store.Artifacts.TryGetValue(path, out var bytes)
        ? StandIn.Answer.Bytes(bytes, "application/octet-stream")
        : throw RefusedException.Missing($"No such artifact: '{path}'");
}
