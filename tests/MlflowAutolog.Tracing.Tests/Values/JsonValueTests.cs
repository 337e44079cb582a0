using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;
using JsonValue = MlflowAutolog.Tracing.Values.JsonValue;

namespace MlflowAutolog.Tracing.Tests.Values;

public sealed class JsonValueTests
{
    private enum Colour
    {
        Red,
        Blue,
    }

    private static string Json(object? value) => JsonValue.From(value).ToString();

    public static TheoryData<object?, string> Scalars => new()
    {
        { null, "null" },
        { "Grüße \"quoted\" \\ \n\t / </script> 👋", """
            "Grüße \"quoted\" \\ \n\t / </script> 👋"
            """ },
        { "", "\"\"" },
        { "\u0001\u001f\u007f", "\"\\u0001\\u001f\u007f\"" },
        { 'x', "\"x\"" },
        { true, "true" },
        { (byte)7, "7" },
        { -42, "-42" },
        { 9007199254740993L, "9007199254740993" },
        { long.MinValue, "-9223372036854775808" },
        { (ulong)long.MaxValue, "9223372036854775807" },
        { ulong.MaxValue, "\"18446744073709551615\"" },
        { UInt128.MaxValue, "\"340282366920938463463374607431768211455\"" },
        { BigInteger.Pow(2, 70), "\"1180591620717411303424\"" },
        { new BigInteger(5), "5" },
        { Int128.MinValue, "\"-170141183460469231731687303715884105728\"" },
        { 0.1, "0.1" },
        { 0.1f, "0.1" },
        { 1e22, "1E+22" },
        { 1e-7, "1E-07" },
        { double.NaN, "\"NaN\"" },
        { double.PositiveInfinity, "\"Infinity\"" },
        { float.NegativeInfinity, "\"-Infinity\"" },
        { 12.50m, "12.50" },
        { Colour.Blue, "\"Blue\"" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "\"2026-01-02T03:04:05.0000000Z\"" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), "\"2026-01-02T03:04:05.0000000+01:00\"" },
        { new DateOnly(2026, 1, 2), "\"2026-01-02\"" },
        { new TimeOnly(3, 4, 5), "\"03:04:05.0000000\"" },
        { new TimeSpan(1, 0, 2), "\"01:00:02\"" },
        { Guid.Parse("12345678-1234-5678-1234-567812345678"), "\"12345678-1234-5678-1234-567812345678\"" },
        { new Uri("https://example.com/a?b=c"), "\"https://example.com/a?b=c\"" },
        { new Version(1, 2, 3), "\"1.2.3\"" },
        { typeof(string), "\"System.String\"" },
        { CultureInfo.InvariantCulture, "\"\"" },
        { new InvalidOperationException("bad"), "\"InvalidOperationException: bad\"" },
        { new Complex(1, 2), "\"<1; 2>\"" },
        { 1..3, "\"1..3\"" },
        { new System.Text.RegularExpressions.Regex("a+"), "\"a+\"" },
        { (nuint)5, "5" },
        { new byte[] { 0, 255, 65, 66 }, "\"AP9BQg==\"" },
        { new ReadOnlyMemory<byte>([1]), "\"AQ==\"" },
        { "text".AsMemory(), "\"text\"" },
    };

    [Theory]
    [MemberData(nameof(Scalars), DisableDiscoveryEnumeration = true)]
    public void Every_scalar_has_its_form(object? value, string expected) => Json(value).ShouldBe(expected);

    public static TheoryData<object, string> Containers => new()
    {
        { new object?[] { 1, "a", null, new object[] { 2.5, new Dictionary<string, object?>() } }, """[1,"a",null,[2.5,{}]]""" },
        { (1, "two"), """[1,"two"]""" },
        { Tuple.Create(1, 2), "[1,2]" },
        { new HashSet<int> { 7 }, "[7]" },
        { new Queue<string>(["a"]), """["a"]""" },
        { new Dictionary<string, object?> { ["b"] = 1, ["a"] = new { c = Array.Empty<int>() } }, """{"b":1,"a":{"c":[]}}""" },
        { new Dictionary<string, string> { ["k"] = "v" }, """{"k":"v"}""" },
        { new SortedDictionary<string, int> { ["k"] = 1 }, """{"k":1}""" },
        { new ConcurrentDictionary<string, int> { ["k"] = 1 }, """{"k":1}""" },
        { new Dictionary<object, object> { [1] = "one", [true] = "yes", [2.5] = "float", [Colour.Red] = 1 }, """{"1":"one","true":"yes","2.5":"float","Red":1}""" },
        { new Dictionary<object, int> { [1] = 1, ["1"] = 2 }, """[{"key":1,"value":1},{"key":"1","value":2}]""" },
        { new Dictionary<(int, int), string> { [(1, 2)] = "a" }, """[{"key":[1,2],"value":"a"}]""" },
        { new { a = 1, b = "x", c = (string?)null }, """{"a":1,"b":"x","c":null}""" },
        { new KeyValuePair<string, int>("k", 1), """{"Key":"k","Value":1}""" },
        { JsonDocument.Parse("""{"a": [1, "\u00fc\ud83d\udc4b"], /* c */ "b": {}}""", new() { CommentHandling = JsonCommentHandling.Skip }), """{"a":[1,"ü👋"],"b":{}}""" },
        { JsonDocument.Parse("[1e5]").RootElement, "[1e5]" },
        { new JsonObject { ["a"] = 1 }, """{"a":1}""" },
        { default(JsonElement), "null" },
        { new JsonText("{\"a\": 1}"u8.ToArray()), """{"a":1}""" },
        { new float[] { 1, 2.5f }, "[1,2.5]" },
        { new float[65], """{"dimensions":65}""" },
        { new ReadOnlyMemory<float>(new float[1536]), """{"dimensions":1536}""" },
        { new List<double>(new double[100]), """{"dimensions":100}""" },
        { new[] { new float[128], new float[128] }, """{"count":2,"dimensions":128}""" },
        { new List<float[]> { new float[] { 1 }, new float[] { 2 } }, "[[1],[2]]" },
    };

    [Theory]
    [MemberData(nameof(Containers), DisableDiscoveryEnumeration = true)]
    public void Every_container_has_its_form(object value, string expected) => Json(value).ShouldBe(expected);

    private sealed record Point(int X, int Y)
    {
        public List<Point> Tags { get; init; } = [];

        public int Field = 3;
    }

    [Fact]
    public void A_record_is_an_object_of_its_properties_and_fields() =>
        Json(new Point(1, 2) { Tags = [new(3, 4)] }).ShouldBe("""{"X":1,"Y":2,"Tags":[{"X":3,"Y":4,"Tags":[],"Field":3}],"Field":3}""");

    private sealed class Account
    {
        [JsonPropertyName("user_name")]
        public string Name => "anna";

        [JsonIgnore]
        public string Password => "secret";

        public string WriteOnly { set => _ = value; }

        public int this[int index] => index;

        public ReadOnlySpan<char> Span => "s";

        internal string Hidden => "h";
    }

    [Fact]
    public void Members_follow_the_type_s_own_JSON_attributes() => Json(new Account()).ShouldBe("""{"user_name":"anna"}""");

    private sealed class Moody
    {
        public int Before => 1;

        public int Bad => throw new InvalidOperationException("no");

        public int After => 2;
    }

    [Fact]
    public void A_failing_getter_costs_only_its_own_value() =>
        Json(new Moody()).ShouldBe("""{"Before":1,"Bad":"<Moody.Bad threw InvalidOperationException>","After":2}""");

    private sealed class Speechless : IFormattable
    {
        public override string ToString() => throw new InvalidOperationException();

        public string ToString(string? format, IFormatProvider? formatProvider) => throw new InvalidOperationException();
    }

    private sealed class Bare;

    private sealed class WithText
    {
        public override string ToString() => "I am a thing";
    }

    [Fact]
    public void An_object_without_members_is_its_text_or_its_type()
    {
        Json(new Speechless()).ShouldBe("\"Speechless\"");
        Json(new Bare()).ShouldBe("\"Bare\"");
        Json(new { }).ShouldBe("{}");
        Json(new WithText()).ShouldBe("\"I am a thing\"");
    }

    private sealed class Node
    {
        public Node Me => this;
    }

    [Fact]
    public void A_circle_is_named_where_it_closes()
    {
        var circle = new List<object> { 1 };
        circle.Add(circle);

        Json(circle).ShouldBe("""[1,"<circular>"]""");
        Json(new { node = new Node() }).ShouldBe("""{"node":{"Me":"<circular>"}}""");
    }

    [Fact]
    public void The_same_object_twice_side_by_side_is_no_circle()
    {
        var shared = new { a = 1 };
        Json(new[] { shared, shared }).ShouldBe("""[{"a":1},{"a":1}]""");
    }

    [Fact]
    public void Thirty_levels_are_written_and_deeper_ones_cut()
    {
        object deep = "bottom";
        for (int i = 0; i < 60; i++)
            deep = new object[] { deep };
        string nested = JsonSerializer.Serialize(JsonNode.Parse(Json(deep)));

        string expected = new string('[', 30) + "\"…\"" + new string(']', 30);
        JsonNode.DeepEquals(JsonNode.Parse(nested), JsonNode.Parse(expected)).ShouldBeTrue();
        Json(JsonDocument.Parse(new string('[', 60) + new string(']', 60))).ShouldBe(expected);
    }

    [Fact]
    public void Lone_surrogates_become_the_replacement_character()
    {
        Json("a\ud83d").ShouldBe("\"a\uFFFD\"");
        Json(new Dictionary<string, object?> { ["\udc4b"] = 1 }).ShouldBe("{\"\uFFFD\":1}");
        Json(JsonDocument.Parse("""["\ud83d x"]""")).ShouldBe("[\"\uFFFD x\"]");
    }

    [Fact]
    public void What_acts_rather_than_says_is_named_by_type_and_left_alone()
    {
        Json(() => 1).ShouldBe("\"Func<Int32>\"");
        Json(Task.FromResult(1)).ShouldBe("\"Task<Int32>\"");
        Json(new ValueTask<int>(1)).ShouldBe("\"ValueTask<Int32>\"");
        Json(new Lazy<int>(() => throw new InvalidOperationException("was read"))).ShouldBe("\"Lazy<Int32>\"");
        Json(CancellationToken.None).ShouldBe("\"CancellationToken\"");
        Json(new MemoryStream([1])).ShouldBe("\"MemoryStream\"");
        Json(Later()).ShouldBe("\"IAsyncEnumerable<Int32>\"");

        static async IAsyncEnumerable<int> Later()
        {
            await Task.Yield();
            yield return 1;
        }
    }

    [Fact]
    public void A_lazy_sequence_is_never_enumerated()
    {
        int read = 0;
        Json(Numbers()).ShouldBe("\"IEnumerable<Int32>\"");
        Json(new[] { 1 }.Where(_ => ++read > 0)).ShouldNotBe("[1]");
        read.ShouldBe(0);

        IEnumerable<int> Numbers()
        {
            read++;
            yield return 1;
        }
    }

    [Fact]
    public void A_collection_that_changes_while_it_is_read_keeps_what_was_read()
    {
        var list = new List<object?>();
        list.Add(1);
        list.Add(new Meddler(list));
        list.Add(2);

        Json(list).ShouldBe("""[1,{"Meddle":0},"<List<Object> threw InvalidOperationException>"]""");
    }

    private sealed class Meddler(List<object?> list)
    {
        public int Meddle
        {
            get
            {
                list.Add(3);
                return 0;
            }
        }
    }

    [Fact]
    public void Ten_thousand_items_are_written_and_the_rest_counted()
    {
        var items = JsonNode.Parse(Json(new int[10_005]))!.AsArray();

        items.Count.ShouldBe(10_001);
        items[^1]!.GetValue<string>().ShouldBe("… 5 more");
    }

    [Fact]
    public void A_value_beyond_the_budget_stays_valid_JSON()
    {
        object[] values =
        [
            new string('a', 20_000_000),
            Enumerable.Repeat(new string('ü', 10_000), 500).ToArray(),
            Enumerable.Range(0, 500).ToDictionary(i => "k" + i, i => (object?)new string('x', 10_000)),
            JsonDocument.Parse("[" + string.Join(",", Enumerable.Repeat("{\"a\":\"" + new string('y', 100_000) + "\"}", 200)) + "]"),
        ];
        foreach (object value in values)
        {
            var json = JsonValue.From(value);

            json.Length.ShouldBeInRange(JsonLimits.Bytes / 2, JsonLimits.LargeTexts + 200_000);
            JsonNode.Parse(json.Utf8.Span);
            json.ToString().ShouldContain("…");
        }
    }

    [Fact]
    public void A_text_beyond_the_budget_keeps_head_and_tail()
    {
        string text = JsonNode.Parse(Json("begin" + new string('a', 20_000_000) + "end"))!.GetValue<string>();

        text.ShouldStartWith("begin");
        text.ShouldEndWith("end");
    }

    [Fact]
    public void Long_binary_content_is_written_as_its_size() => Json(new byte[100_000]).ShouldBe("\"<100000 bytes>\"");

    [Fact]
    public void A_getter_that_traces_does_not_disturb_the_outer_value() =>
        Json(new Tracer()).ShouldBe("""{"Inner":"{\"a\":1}","After":2}""");

    private sealed class Tracer
    {
        public string Inner => JsonValue.From(new { a = 1 }).ToString();

        public int After => 2;
    }

    [Fact]
    public void Pairs_become_an_object_in_their_order() =>
        JsonValue.From([("b", 1), ("a", new[] { "x" })]).ToString().ShouldBe("""{"b":1,"a":["x"]}""");

    [Fact]
    public void Attributes_are_scalars_where_the_value_is_one()
    {
        JsonValue.AttributeFrom(null).Kind.ShouldBe(AttributeKind.Null);
        JsonValue.AttributeFrom("x").Text.ShouldBe("x");
        JsonValue.AttributeFrom(3).Integer.ShouldBe(3);
        JsonValue.AttributeFrom((byte)3).Integer.ShouldBe(3);
        JsonValue.AttributeFrom(0.1f).Number.ShouldBe(0.1);
        JsonValue.AttributeFrom(true).Flag.ShouldBeTrue();
        JsonValue.AttributeFrom(Colour.Red).Text.ShouldBe("Red");
        JsonValue.AttributeFrom(double.NaN).Text.ShouldBe("NaN");
        JsonValue.AttributeFrom(ulong.MaxValue).Text.ShouldBe("18446744073709551615");
        JsonValue.AttributeFrom(12.5m).Number.ShouldBe(12.5);
        JsonValue.AttributeFrom(JsonDocument.Parse("\"a\\nb\"").RootElement).Text.ShouldBe("a\nb");
        JsonValue.AttributeFrom(new[] { 1 }).Json.ToString().ShouldBe("[1]");
    }
}
