using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.Tracing.Model;

/// <summary>Versions of prompts that a span, or a model, is linked to, each once: <see cref="WireNames.LinkedPrompts"/>, <c>[{"name":"greet","version":"3"}]</c>.</summary>
internal sealed class LinkedPrompts
{
    private readonly List<(string Name, string Version)> _all = [];

    public IReadOnlyList<(string Name, string Version)> All => _all;

    /// <summary>What is no such list is taken for an empty one.</summary>
    public static LinkedPrompts Parse(string? json)
    {
        var prompts = new LinkedPrompts();
        if (string.IsNullOrEmpty(json)) return prompts;
        try
        {
            if (JsonNode.Parse(json) is not JsonArray list) return prompts;
            foreach (var item in list.OfType<JsonObject>())
            {
                if (item["name"]?.ToString() is { } name && item["version"]?.ToString() is { } version) prompts.Add((name, version));
            }
        }
        catch (JsonException)
        {
            // Somebody else's tag or attribute of that name: it links nothing.
        }

        return prompts;
    }

    /// <summary>What the attributes of a span say.</summary>
    public static LinkedPrompts Of(SpanData span)
    {
        foreach (var (key, value) in span.Attributes)
        {
            if (key == WireNames.LinkedPrompts) return Parse(value.Kind switch { AttributeKind.Json => value.Json.ToString(), AttributeKind.Text => value.Text, _ => null });
        }

        return new LinkedPrompts();
    }

    /// <returns>Whether it is new.</returns>
    public bool Add(string name, int version) => Add((name, FormattableString.Invariant($"{version}")));

    /// <summary>Adds those of another.</summary>
    public void Add(LinkedPrompts others) => others._all.ForEach(prompt => Add(prompt));

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) Write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var (name, version) in _all)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("version"u8, version);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private bool Add((string Name, string Version) prompt)
    {
        if (_all.Contains(prompt)) return false;
        _all.Add(prompt);
        return true;
    }
}
