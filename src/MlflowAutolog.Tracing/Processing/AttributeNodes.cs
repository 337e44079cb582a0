using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;
using Node = System.Text.Json.Nodes.JsonValue;
using Value = MlflowAutolog.Tracing.Values.JsonValue;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Values as nodes for those who change them, and back.</summary>
internal static class AttributeNodes
{
    private const int AnyDepth = 1000;
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = AnyDepth };
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = AnyDepth };

    /// <summary>Null when there is no value; what is no JSON (a body that was cut) as its text.</summary>
    public static JsonNode? Parse(JsonText value)
    {
        if (value.IsAbsent) return null;
        try
        {
            return JsonNode.Parse(value.Utf8.Span, documentOptions: Lenient);
        }
        catch (JsonException)
        {
            // What a mapper copied was cut or never JSON.
            return Node.Create(value.ToString());
        }
    }

    public static JsonText Write(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed)) node.WriteTo(writer);
        // Once more, because that writer escapes all beyond the BMP, which nothing else that is stored does.
        var output = new JsonOutput(buffer.WrittenCount);
        return JsonRewriter.TryWrite(buffer.WrittenSpan, output, AnyDepth, int.MaxValue) ? new JsonText(output.ToArray()) : new JsonText(buffer.WrittenMemory);
    }

    public static JsonNode? ToNode(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => Node.Create(value.Text),
        AttributeKind.Integer => Node.Create(value.Integer),
        AttributeKind.Number => double.IsFinite(value.Number) ? Node.Create(value.Number) : Node.Create(value.Number.ToString(CultureInfo.InvariantCulture)),
        AttributeKind.Flag => Node.Create(value.Flag),
        AttributeKind.Json => Parse(value.Json),
        _ => null,
    };

    public static Dictionary<string, JsonNode?> ToNodes(IReadOnlyList<SpanAttribute> attributes)
    {
        var nodes = new Dictionary<string, JsonNode?>(attributes.Count);
        foreach (var attribute in attributes) nodes[attribute.Key] = ToNode(attribute.Value);
        return nodes;
    }

    public static AttributeValue From(JsonNode? node) => node is null ? default : Value.FromJson(Write(node));

    public static IReadOnlyList<SpanAttribute> From(IDictionary<string, JsonNode?> nodes) => [.. nodes.Select(pair => new SpanAttribute(pair.Key, From(pair.Value)))];
}
