using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Compares JSON values: order of keys is free, 3 equals 3.0.</summary>
/// <param name="comparison">Takes the differences.</param>
/// <param name="nullIsAbsent">Whether a field that is null equals one that is not there.</param>
internal sealed class JsonComparison(Comparison comparison, bool nullIsAbsent)
{
    /// <param name="path">Where the values stand.</param>
    /// <param name="expected">The golden's.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="rule">Named in differences.</param>
    /// <param name="mayBeAdded">Fields of the outermost object that ours may have beyond the golden's.</param>
    public void Compare(JsonPath path, JsonNode? expected, JsonNode? actual, string rule, IReadOnlySet<string>? mayBeAdded = null)
    {
        if (PythonArtefacts.IsObjectText(expected)) return;
        switch (expected, actual)
        {
            case (JsonArray vector, _) when EmbeddingVector.Is(expected):
                if (EmbeddingVector.Dimensions(actual) != vector.Count) comparison.Add(path, expected, actual, $"{rule}, {vector.Count} dimensions");
                break;
            case (JsonObject left, JsonObject right):
                CompareFields(path, left, right, rule, mayBeAdded);
                break;
            case (JsonArray left, JsonArray right):
                CompareItems(path, left, right, rule);
                break;
            default:
                if (!AreEqual(expected, actual)) comparison.Add(path, expected, actual, rule);
                break;
        }
    }

    public static bool AreEqual(JsonNode? expected, JsonNode? actual)
    {
        if (expected is null || actual is null) return expected is null && actual is null;
        return (expected.GetValueKind(), actual.GetValueKind()) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => AreEqualNumbers(expected.ToJsonString(), actual.ToJsonString()),
            (JsonValueKind.String, JsonValueKind.String) => PythonArtefacts.Normalise(expected.GetValue<string>()) == PythonArtefacts.Normalise(actual.GetValue<string>()),
            var (left, right) => left == right && left is JsonValueKind.True or JsonValueKind.False,
        };
    }

    private static bool AreEqualNumbers(string expected, string actual)
    {
        if (decimal.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
            && decimal.TryParse(actual, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            && Math.Abs(left) >= 1) return left == right;
        return double.Parse(expected, CultureInfo.InvariantCulture).Equals(double.Parse(actual, CultureInfo.InvariantCulture));
    }

    private void CompareFields(JsonPath path, JsonObject expected, JsonObject actual, string rule, IReadOnlySet<string>? mayBeAdded)
    {
        foreach (var (name, value) in expected)
        {
            if (name == "extra_headers" || PythonArtefacts.IsNotGiven(value)) continue;
            if (!actual.TryGetPropertyValue(name, out var ours) && (value is not null || !nullIsAbsent))
                comparison.Add(path[name], value ?? JsonValue.Create("null"), null, rule + ", field missing");
            else
                Compare(path[name], value, ours, rule);
        }

        foreach (var (name, value) in actual)
        {
            if (expected.ContainsKey(name) || (value is null && nullIsAbsent) || mayBeAdded?.Contains(name) == true) continue;
            comparison.Add(path[name], null, value, rule + ", field added");
        }
    }

    private void CompareItems(JsonPath path, JsonArray expected, JsonArray actual, string rule)
    {
        if (expected.Count != actual.Count) comparison.Add(path, expected, actual, $"{rule}, {expected.Count} items");
        for (var index = 0; index < Math.Min(expected.Count, actual.Count); index++) Compare(path[index], expected[index], actual[index], rule);
    }
}
