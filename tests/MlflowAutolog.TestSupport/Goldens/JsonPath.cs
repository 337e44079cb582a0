using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>A place in a JSON document: <c>$[0].spans[0].attributes['mlflow.chat.tools']</c>. In a pattern <c>[*]</c> is any index or name.</summary>
internal sealed partial class JsonPath
{
    private const string Any = "*";

    private readonly IReadOnlyList<object> _steps;

    private JsonPath(IReadOnlyList<object> steps) => _steps = steps;

    public static JsonPath Root { get; } = new([]);

    /// <summary>The last name or index.</summary>
    public object? Last => _steps.Count == 0 ? null : _steps[^1];

    public JsonPath Parent => new([.. _steps.Take(_steps.Count - 1)]);

    public JsonPath this[string name] => new([.. _steps, name]);

    public JsonPath this[int index] => new([.. _steps, index]);

    /// <summary>Throws <see cref="FormatException"/> for what is no path.</summary>
    public static JsonPath Parse(string text)
    {
        if (!Whole().IsMatch(text)) throw new FormatException($"'{text}' is no JSON path like $[0].spans[0].attributes['mlflow.chat.tools'].");
        return new([.. Step().Matches(text).Select(Read)]);
    }

    public bool IsAtOrBelow(JsonPath pattern)
        => _steps.Count >= pattern._steps.Count && pattern._steps.Zip(_steps).All(pair => pair.First is Any || pair.First.Equals(pair.Second));

    public JsonNode? Find(JsonNode root)
    {
        JsonNode? node = root;
        foreach (var step in _steps)
        {
            node = (node, step) switch
            {
                (JsonArray list, int index) when index < list.Count => list[index],
                (JsonObject map, string name) => map[name],
                _ => null,
            };
        }

        return node;
    }

    public override string ToString()
    {
        var text = new StringBuilder("$");
        foreach (var step in _steps)
        {
            if (step is int index) text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (step is Any) text.Append("[*]");
            else if (PlainName().IsMatch((string)step)) text.Append('.').Append(step);
            else text.Append(CultureInfo.InvariantCulture, $"['{step}']");
        }

        return text.ToString();
    }

    private static object Read(Match match)
    {
        if (match.Groups["index"].Success) return int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["any"].Success) return Any;
        return match.Groups["name"].Value + match.Groups["quoted"].Value;
    }

    [GeneratedRegex(@"^\$(?:\.?\[\d+\]|\.?\[\*\]|\.?\['[^']*'\]|\.\w+)*$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\[(?<index>\d+)\]|\[(?<any>\*)\]|\['(?<quoted>[^']*)'\]|\.(?<name>\w+)")]
    private static partial Regex Step();

    [GeneratedRegex(@"^\w+$")]
    private static partial Regex PlainName();
}
