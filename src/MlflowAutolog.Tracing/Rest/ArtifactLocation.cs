using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>Where MLflow keeps the files of a trace: its tag <see cref="WireNames.ArtifactLocation"/>.</summary>
internal static class ArtifactLocation
{
    private const string Scheme = "mlflow-artifacts:/";

    /// <summary>A tag in the reply to StartTraceV3 or to a get of the info; null when it is not there.</summary>
    public static string? TagOf(MlflowReply infoReply, string tag)
    {
        using var json = JsonDocument.Parse(infoReply.Body);
        return TagOf(json.RootElement, tag);
    }

    /// <inheritdoc cref="TagOf(MlflowReply, string)" />
    public static string? TagOf(JsonElement answer, string tag)
        => answer.GetProperty("trace").GetProperty("trace_info").TryGetProperty("tags", out var tags) && tags.TryGetProperty(tag, out var value) ? value.ToString() : null;

    /// <summary>The path of the route that takes and gives a file; null for a place that only the server itself can write to.</summary>
    public static string? RouteTo(string? location, string file)
        => location?.StartsWith(Scheme, StringComparison.Ordinal) == true && !location.StartsWith(Scheme + "/", StringComparison.Ordinal)
            ? $"api/2.0/mlflow-artifacts/artifacts/{location[Scheme.Length..]}/{file}"
            : null;
}
