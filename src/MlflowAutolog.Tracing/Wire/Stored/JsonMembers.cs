using System.Text.Json;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Members of JSON that others wrote: what is missing or of another kind is absent, not an error.</summary>
internal static class JsonMembers
{
    public static string? Text(this JsonElement owner, string name)
        => owner.Member(name, JsonValueKind.String) is { } value ? value.GetString() : null;

    public static JsonElement? Object(this JsonElement owner, string name) => owner.Member(name, JsonValueKind.Object);

    /// <summary>The objects of an array; other elements are passed over.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement owner, string name)
        => owner.Member(name, JsonValueKind.Array) is { } items ? items.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object) : [];

    public static IEnumerable<JsonProperty> Properties(this JsonElement owner, string name)
        => owner.Object(name) is { } value ? value.EnumerateObject() : [];

    private static JsonElement? Member(this JsonElement owner, string name, JsonValueKind kind)
        => owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
