using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire;

/// <summary>What an error reply says beyond its message: the parameter that is wrong, what Azure's content filter found, the words of the provider behind a gateway.</summary>
internal static class ErrorDetails
{
    private const int MostCharacters = 4000;
    private static readonly HashSet<string> Told = ["message", "code", "type"];

    /// <summary>Null when there is no more. Keys are masked.</summary>
    public static AttributeValue? Of(JsonElement body, WireError error)
    {
        if (body.ValueKind == JsonValueKind.Array && body.GetArrayLength() > 0) body = body[0];
        if (body.ValueKind != JsonValueKind.Object) return null;
        if (body.TryGetProperty("error", out var inner) && inner.ValueKind == JsonValueKind.Object) body = inner;
        List<JsonProperty> more = [.. body.EnumerateObject().Where(member => SaysMore(member, error))];
        if (more.Count == 0) return null;
        var json = JsonBytes.Write(more, Write);
        var text = KeyMask.Apply(BodyText.Of(json, MostCharacters));
        var masked = Encoding.UTF8.GetBytes(text);
        return json.Length <= MostCharacters && JsonBody.Parse(masked) is { } document ? Whole(document, masked) : AttributeValue.Of(text);
    }

    private static AttributeValue Whole(JsonDocument document, byte[] json)
    {
        document.Dispose();
        return AttributeValue.OfJson(json);
    }

    private static void Write(List<JsonProperty> members, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in members) WireMember.Write(json, member);
        json.WriteEndObject();
    }

    private static bool SaysMore(JsonProperty member, WireError error)
        => member.Value.ValueKind != JsonValueKind.Null && !Told.Contains(WireMember.NameOf(member)) && WireText.Of(member.Value) is var text
            && (text is null || (text != error.Message && text != error.Code && text != error.Type));
}
