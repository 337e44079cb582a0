using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Tracing.Values;

/// <summary>Where each value of a JSON text stands: enough to replace some and to copy the rest byte by byte.</summary>
internal sealed class JsonOutline
{
    /// <summary>The outermost value.</summary>
    public const int Root = 0;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly List<Node> _nodes = [];

    private JsonOutline(ReadOnlyMemory<byte> json) => _json = json;

    /// <summary>Null when it is no JSON.</summary>
    public static JsonOutline? Of(ReadOnlyMemory<byte> json)
    {
        var outline = new JsonOutline(json);
        try
        {
            outline.Read();
        }
        catch (JsonException)
        {
            // Not JSON, or a thousand levels deep: there is nothing in it that can be told apart.
            return null;
        }

        return outline._nodes.Count == 0 ? null : outline;
    }

    /// <summary>The values in a container, from first to last.</summary>
    public IEnumerable<int> Children(int node)
    {
        for (int child = node + 1; child < _nodes[node].After; child = _nodes[child].After)
            yield return child;
    }

    public bool IsObject(int node) => _nodes[node].Type == JsonTokenType.StartObject;

    public bool IsArray(int node) => _nodes[node].Type == JsonTokenType.StartArray;

    public bool IsText(int node) => _nodes[node].Type == JsonTokenType.String;

    /// <summary>Whether it has a name: a member of an object.</summary>
    public bool IsMember(int node) => _nodes[node].NameStart > 0;

    /// <summary>Quotes and brackets included.</summary>
    public (int Start, int End) Place(int node) => (_nodes[node].Start, _nodes[node].End);

    public ReadOnlySpan<byte> Raw(int node) => _json.Span[_nodes[node].Start.._nodes[node].End];

    /// <summary>A text between its quotes, escaped as it is.</summary>
    public ReadOnlySpan<byte> RawText(int node) => Raw(node)[1..^1];

    /// <summary>A member's name between its quotes, escaped as it is; empty for what is no member.</summary>
    public ReadOnlySpan<byte> RawName(int node) => _json.Span.Slice(_nodes[node].NameStart, _nodes[node].NameLength);

    /// <summary>A member of that name, or -1.</summary>
    public int Member(int node, ReadOnlySpan<byte> name)
    {
        if (!IsObject(node))
            return -1;
        for (int child = node + 1; child < _nodes[node].After; child = _nodes[child].After)
        {
            if (RawName(child).SequenceEqual(name))
                return child;
        }

        return -1;
    }

    /// <summary>The text of a member; null when there is none, or it is none.</summary>
    public string? TextOf(int node, ReadOnlySpan<byte> name) => Member(node, name) is var member and >= 0 && IsText(member) ? JsonStringContent.ToText(RawText(member)) : null;

    public string Name(int node) => Encoding.UTF8.GetString(RawName(node));

    private void Read()
    {
        var reader = new Utf8JsonReader(_json.Span, JsonRewriter.Lenient);
        var open = new Stack<int>();
        (int Start, int Length) name = default;
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = (start + 1, reader.ValueSpan.Length);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    int container = open.Pop();
                    _nodes[container] = _nodes[container] with { End = (int)reader.BytesConsumed, After = _nodes.Count };
                    break;
                default:
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        open.Push(_nodes.Count);
                    _nodes.Add(new Node(reader.TokenType, name.Start, name.Length, start, (int)reader.BytesConsumed, _nodes.Count + 1));
                    break;
            }

            name = default;
        }
    }

    /// <param name="Type">Start of a container, or the scalar itself.</param>
    /// <param name="NameStart">Of a member.</param>
    /// <param name="NameLength">0 for what is no member.</param>
    /// <param name="Start">First byte.</param>
    /// <param name="End">Behind the last byte.</param>
    /// <param name="After">The node behind this one and all in it.</param>
    private readonly record struct Node(JsonTokenType Type, int NameStart, int NameLength, int Start, int End, int After);
}
