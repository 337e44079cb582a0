using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>What lies behind the attachment references of a trace, in the form of a golden.</summary>
internal static partial class StoredAttachments
{
    private const string ArtifactScheme = "mlflow-artifacts:/";

    /// <summary>Each reference once, in the order of spans, of each first inputs, then outputs, then attributes; null when there is none.</summary>
    /// <param name="info">The trace info.</param>
    /// <param name="spans">Its spans, in order of start.</param>
    /// <param name="readAsync">Reads a path of the server; null when there is nothing.</param>
    public static async Task<JsonArray?> ReadAsync(JsonObject info, JsonArray spans, Func<string, Task<byte[]?>> readAsync)
    {
        var found = new JsonArray();
        foreach (var reference in spans.SelectMany(span => References((JsonObject)span!)).Distinct())
        {
            var facts = Reference().Match(reference).Groups;
            var bytes = await readAsync($"/api/2.0/mlflow-artifacts/artifacts/{Folder(info)}/attachments/{facts["id"].Value}");
            found.Add(new JsonObject
            {
                ["id"] = facts["id"].Value,
                ["content_type"] = Uri.UnescapeDataString(facts["type"].Value),
                ["size"] = facts["size"].Value,
                ["stored_bytes"] = bytes?.Length,
                ["sha256"] = bytes is null ? null : Convert.ToHexStringLower(SHA256.HashData(bytes)),
            });
        }

        return found.Count == 0 ? null : found;
    }

    private static IEnumerable<string> References(JsonObject span)
    {
        var attributes = (span["attributes"] as JsonObject ?? []).OrderBy(pair => pair.Key switch
        {
            "mlflow.spanInputs" => 0,
            "mlflow.spanOutputs" => 1,
            _ => 2,
        });
        return attributes.SelectMany(pair => Reference().Matches(pair.Value?.ToString() ?? "")).Select(match => match.Value);
    }

    private static string Folder(JsonObject info)
    {
        var location = info["tags"]?["mlflow.artifactLocation"]?.ToString() ?? "";
        return location.StartsWith(ArtifactScheme, StringComparison.Ordinal) ? location[ArtifactScheme.Length..] : throw new InvalidOperationException($"Artifacts at '{location}' cannot be read over HTTP.");
    }

    [GeneratedRegex("""mlflow-attachment://(?<id>[0-9a-f-]{36})\?content_type=(?<type>[^&"\\]+)&trace_id=tr-[0-9a-f]{32}&size=(?<size>[0-9]+)""")]
    private static partial Regex Reference();
}
