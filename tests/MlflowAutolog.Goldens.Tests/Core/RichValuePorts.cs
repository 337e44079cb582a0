using System.Numerics;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Values that JSON has no form of, and one that Python cannot send.</summary>
internal static class RichValuePorts
{
    private const string Forms = "F16: .NET's own forms, ISO 8601 for time";
    private const string Lost = "A5: one value loses neither its span nor its batch";

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/values_rich", Rich, Departing(
            (0, "2026-01-02T03:04:05.6789010+00:00"),
            (1, "2026-01-02T03:04:05.0000000"),
            (3, "03:04:05.0000000"),
            (4, "01:00:02"),
            (8, "AP9BQg=="),
            (9, "RED"),
            (15, "ArgumentException: bad"),
            (16, typeof(Point).ToString()),
            (17, "0..3"),
            (18, "<1; 2>"))
            .Require("$[0].spans[0].children[5].inputs.value", "12.50", "F16: a decimal is a number")
            .Require("$[0].spans[0].children[5].outputs", "12.50", "F16: a decimal is a number")
            .Require("$[0].spans[0].children[10].inputs.value", "\"LOW\"", "F16: an enum by its name, whatever its numbers")
            .Require("$[0].spans[0].children[10].outputs", "\"LOW\"", "F16: an enum by its name, whatever its numbers")
            .Require("$[0].spans[0].children[11].inputs.value", "[7]", "F16: a set is an array")
            .Require("$[0].spans[0].children[11].outputs", "[7]", "F16: a set is an array")),
        new("core/values_special_floats", SpecialFloats),
        new("core/one_bad_value_loses_batch", OneBadValue, Batch()),
    ];

    private static Departures Departing(params (int Child, string Text)[] texts)
    {
        var departures = new Departures();
        foreach (var (child, text) in texts)
        {
            departures.Require($"$[0].spans[0].children[{child}].inputs.value", JsonValue.Create(text), Forms);
            departures.Require($"$[0].spans[0].children[{child}].outputs", JsonValue.Create(text), Forms);
        }

        return departures;
    }

    private static Departures Batch()
    {
        var departures = new Departures();
        (string Name, string Json)[] lost = [("one", "1"), ("two", "2"), ("three", "\"1180591620717411303424\""), ("four", "4"), ("five", "5")];
        for (var i = 0; i < lost.Length; i++)
        {
            var (name, json) = lost[i];
            departures.Insert($"$[0].spans[0].children[{i}]", $$"""{"name":"{{name}}","type":"UNKNOWN","status":"OK","inputs":{"value":{{json}}},"outputs":{{json}},"attributes":{"mlflow.spanLogLevel":10},"children":[]}""", Lost);
        }

        return departures;
    }

    private static void Rich()
    {
        using var root = Mlflow.StartSpan("root");
        Keep("datetime", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6_789_010));
        Keep("naive datetime", new DateTime(2026, 1, 2, 3, 4, 5));
        Keep("date", new DateOnly(2026, 1, 2));
        Keep("time", new TimeOnly(3, 4, 5));
        Keep("duration", new TimeSpan(1, 0, 2));
        Keep("decimal", 12.50m);
        Keep("uuid", Guid.Parse("12345678-1234-5678-1234-567812345678"));
        Keep("path", new FileInfo("a/b.txt"));
        Keep("bytes", new byte[] { 0, 255, (byte)'A', (byte)'B' });
        Keep("enum", Colour.RED);
        Keep("int enum", Level.LOW);
        Keep("set", new HashSet<int> { 7 });
        Keep("dataclass", new Point(1, 2, [new Point(3, 4, [])]));
        Keep("pydantic", new { name = "Anna", born = new DateOnly(2000, 1, 1), nick = (string?)null });
        Keep("with str", new WithText());
        Keep("exception", new ArgumentException("bad"));
        Keep("type", typeof(Point));
        Keep("range", 0..3);
        Keep("complex", new Complex(1, 2));
    }

    private static void SpecialFloats()
    {
        using var root = Mlflow.StartSpan("root");
        Keep("nan", double.NaN);
        Keep("inside", new { a = double.PositiveInfinity, b = new[] { double.NegativeInfinity } });
        root.SetAttribute("ratio", double.NaN);
    }

    private static void OneBadValue()
    {
        using var root = Mlflow.StartSpan("root");
        Keep("one", 1);
        Keep("two", 2);
        Keep("three", BigInteger.Pow(2, 70));
        Keep("four", 4);
        Keep("five", 5);
        Keep("six", 6);
    }

    private static void Keep(string name, object? value)
    {
        using var span = Mlflow.StartSpan(name);
        span.SetInputs(("value", value));
        span.SetOutputs(value);
    }

    private enum Colour
    {
        RED,
    }

    private enum Level
    {
        LOW = 1,
    }

    private sealed record Point(int x, int y, List<Point> tags);

    private sealed class WithText
    {
        public override string ToString() => "I am a thing";
    }
}
