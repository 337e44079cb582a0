using System.Text.Json;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>MLflow's list of tags, <c>[{"key":…,"value":…}]</c>.</summary>
internal static class TagList
{
    public static Dictionary<string, string> Read(JsonElement owner)
    {
        var tags = new Dictionary<string, string>();
        foreach (var tag in owner.Objects("tags"))
        {
            if (tag.Text("key") is { } key) tags[key] = tag.Text("value") ?? "";
        }

        return tags;
    }
}
