using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace MlflowAutolog.Tests.Support;

/// <summary>Compares JSON by the goldens' law: key order is free, null and absent are equal, 3 and 3.0 are equal.</summary>
internal static class JsonAssert
{
    public static void ShouldEqualJson(this JsonNode? actual, JsonNode? expected, string path = "$")
    {
        if (expected is null)
        {
            (actual?.ToJsonString() ?? "null").ShouldBe("null", path);
            return;
        }

        actual.ShouldNotBeNull(path);
        switch (expected)
        {
            case JsonObject members:
                CompareMembers(actual.ShouldBeOfType<JsonObject>(path), members, path);
                break;
            case JsonArray items:
                var others = actual.ShouldBeOfType<JsonArray>(path);
                others.Count.ShouldBe(items.Count, path);
                for (var i = 0; i < items.Count; i++) others[i].ShouldEqualJson(items[i], $"{path}[{i}]");
                break;
            case { } number when number.GetValueKind() == JsonValueKind.Number:
                double.Parse(actual.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)
                    .ShouldBe(double.Parse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture), 1e-12, path);
                break;
            default:
                actual.ToJsonString().ShouldBe(expected.ToJsonString(), path);
                break;
        }
    }

    private static void CompareMembers(JsonObject actual, JsonObject expected, string path)
    {
        foreach (var (name, value) in expected) actual[name].ShouldEqualJson(value, $"{path}.{name}");
        foreach (var (name, value) in actual)
        {
            if (value is not null) expected.ContainsKey(name).ShouldBeTrue($"{path}.{name} is not in the golden: {value.ToJsonString()}");
        }
    }
}
