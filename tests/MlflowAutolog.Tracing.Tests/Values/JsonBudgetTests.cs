using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MlflowAutolog.Tracing.Values;
using JsonValue = MlflowAutolog.Tracing.Values.JsonValue;

namespace MlflowAutolog.Tracing.Tests.Values;

public sealed class JsonBudgetTests
{
    [Fact]
    public void A_value_that_fits_is_the_same()
    {
        var value = JsonValue.From(new { a = new string('x', 980) });

        JsonBudget.Fit(value, 1024).Utf8.ShouldBe(value.Utf8);
    }

    [Fact]
    public void A_long_text_keeps_head_and_tail_and_says_how_much_is_gone()
    {
        var text = (string)Fit(JsonValue.From("HEAD" + new string('x', 20_000) + "TAIL"), 1024)!;

        text.ShouldStartWith("HEADxxx");
        text.ShouldEndWith("xxxTAIL");
        var left = int.Parse(text.Split(" … [")[1].Split(" characters")[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        (text.Split(" … [")[0].Length + text.Split("] … ")[1].Length + left).ShouldBe(20_008);
        text.ShouldContain("characters left out] … ");
        text.Split(" … [")[0].Length.ShouldBeGreaterThan(600);
    }

    [Fact]
    public void Only_the_long_texts_of_an_object_are_cut()
    {
        var cut = Fit(JsonValue.From(new { model = "gpt", messages = new[] { new { role = "system", content = "Be kind." }, new { role = "user", content = new string('q', 9_000) } }, temperature = 0.5 }), 2048)!;

        cut["model"]!.ToString().ShouldBe("gpt");
        cut["temperature"]!.GetValue<double>().ShouldBe(0.5);
        cut["messages"]![0]!["content"]!.ToString().ShouldBe("Be kind.");
        cut["messages"]![1]!["role"]!.ToString().ShouldBe("user");
        cut["messages"]![1]!["content"]!.ToString().ShouldContain("characters left out");
    }

    [Fact]
    public void Of_many_messages_the_first_and_the_last_stay()
    {
        var messages = Enumerable.Range(0, 1_000).Select(i => new { role = "user", content = $"message {i} " + new string('m', 300) }).ToArray();

        var kept = Fit(JsonValue.From(new { messages }), 10_000)!["messages"]!.AsArray();

        kept[0]!["content"]!.ToString().ShouldStartWith("message 0 ");
        kept[^1]!["content"]!.ToString().ShouldStartWith("message 999 ");
        var note = kept.Single(item => item is not JsonObject)!.ToString();
        note.ShouldBe($"… [{1_001 - kept.Count:N0} items left out] …".Replace(CultureInfo.CurrentCulture.NumberFormat.NumberGroupSeparator, ",", StringComparison.Ordinal));
        kept.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Numbers_fill_the_room_from_both_ends()
    {
        var kept = Fit(JsonValue.From(Enumerable.Range(0, 5_000).ToArray()), 3_000)!.AsArray();

        kept[0]!.GetValue<int>().ShouldBe(0);
        kept[^1]!.GetValue<int>().ShouldBe(4_999);
        kept.Count.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Of_many_members_the_first_and_the_last_stay()
    {
        var map = Enumerable.Range(0, 3_000).ToDictionary(i => "key" + i, i => new string('v', 100));

        var kept = Fit(JsonValue.From(map), 4_096)!.AsObject();

        kept.First().Key.ShouldBe("key0");
        kept.Last().Key.ShouldBe("key2999");
        kept["…"]!.ToString().ShouldEndWith("members left out]");
    }

    [Theory]
    [InlineData("é")]
    [InlineData("👋")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\u0001")]
    public void No_character_and_no_escape_is_cut_in_two(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 4_000));
        for (var shift = 0; shift < 13; shift++)
        {
            var cut = (string)Fit(JsonValue.From(new string('a', shift) + text), 1_024)!;

            cut.TrimStart('a').Split(" … ")[0].Replace(character, "", StringComparison.Ordinal).ShouldBe("");
            cut.Split(" … ")[^1].Replace(character, "", StringComparison.Ordinal).ShouldBe("");
        }
    }

    [Fact]
    public void Escaped_surrogate_pairs_stay_pairs()
    {
        var json = Encoding.UTF8.GetBytes("\"" + string.Concat(Enumerable.Repeat("\\uD83D\\uDC4B", 900)) + "\"");

        var cut = (string)Fit(new(json), 1_024)!;

        cut.Split(" … ")[0].Replace("👋", "", StringComparison.Ordinal).ShouldBe("");
    }

    [Fact]
    public void Any_value_stays_JSON_and_within_its_budget()
    {
        Gen.Recursive<object?>((depth, self) => depth > 2
                ? Gen.String[0, 100].Select(text => (object?)text)
                : Gen.OneOf(
                    Gen.String[0, 1_000].Select(text => (object?)text),
                    Gen.Double.Select(number => (object?)number),
                    self.Array[0, 12].Select(items => (object?)items),
                    Gen.Dictionary(Gen.String[0, 40], self)[0, 6].Select(map => (object?)map)))
            .Sample(
                value =>
                {
                    var json = JsonValue.From(value);

                    var cut = JsonBudget.Fit(json, 2_048);

                    JsonDocument.Parse(cut.Utf8).Dispose();
                    cut.Length.ShouldBeLessThanOrEqualTo(2_048);
                },
                iter: 200);
    }

    [Fact]
    public void What_is_no_JSON_becomes_a_text() => ((string)Fit(new(Encoding.UTF8.GetBytes("{" + new string('x', 5_000))), 1_024)!).ShouldContain("left out");

    private static JsonNode? Fit(Model.JsonText value, int limit)
    {
        var cut = JsonBudget.Fit(value, limit);
        cut.Length.ShouldBeLessThanOrEqualTo(limit);
        return JsonNode.Parse(cut.Utf8.Span);
    }
}
