using System.Text.Json;

namespace MlflowAutolog.Wire.Forms;

/// <summary>A form as the JSON that the same request would be: fields as members, files as name, type and content.</summary>
/// <param name="format">Knows which fields are no texts.</param>
/// <param name="span">Told of files that were not kept whole.</param>
internal sealed class FormJson(IWireFormat format, CallContent span)
{
    public byte[] Write(IReadOnlyList<FormPart> parts) => JsonBytes.Write(parts, Write);

    // A name with brackets is a list, and so is one that comes again.
    private void Write(IReadOnlyList<FormPart> parts, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var named in parts.GroupBy(part => NameOf(part.Name)))
        {
            json.WritePropertyName(named.Key);
            FormPart[] values = [.. named];
            var isList = values.Length > 1 || values[0].Name != named.Key;
            if (isList) json.WriteStartArray();
            foreach (var value in values) Write(named.Key, value, json);
            if (isList) json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string NameOf(string name) => name.EndsWith("[]", StringComparison.Ordinal) && name.Length > 2 ? name[..^2] : name;

    private void Write(string name, FormPart part, Utf8JsonWriter json)
    {
        if (part.IsFile) WriteFile(part, json);
        else if (format.IsScalarField(name) && Scalar(part)) json.WriteRawValue(part.Head.Span);
        else json.WriteStringValue(BodyText.Of(part.Head.Span, part.Tail.Span, part.LeftOut, part.ContentType) + (part.IsCut ? "…" : ""));
    }

    private static bool Scalar(FormPart part)
    {
        if (part.LeftOut > 0 || JsonBody.Parse(part.Head) is not { } value) return false;
        using (value) return value.RootElement.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
    }

    private void WriteFile(FormPart part, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (part.FileName is { } name) json.WriteString("filename", name);
        json.WriteString("content_type", part.MediaType);
        json.WritePropertyName("content");
        if (!span.CapturesContent) json.WriteNullValue();
        else if (part.LeftOut > 0) json.WriteStringValue(span.LeaveOut(part.MediaType, part.Length));
        else if (part.IsCut) json.WriteStringValue(FormattableString.Invariant($"[Attachment left out: only its first {part.Length} bytes were sent]"));
        else json.WriteStringValue(DataUri.Of(part.MediaType, part.Head.Span));
        json.WriteEndObject();
    }
}
