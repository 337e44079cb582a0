using System.Text.Json;
using CsCheck;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Tests.Values;

/// <summary>Whatever the application passes: no exception, and JSON that a strict parser reads.</summary>
public sealed class RandomValueTests
{
    [Fact]
    public void No_value_ever_throws_and_all_give_valid_JSON() =>
        Graph(6).Sample(
            value =>
            {
                var json = JsonValue.From(value);
                using var document = JsonDocument.Parse(json.Utf8);
                document.RootElement.ValueKind.ShouldNotBe(JsonValueKind.Undefined);
                JsonValue.From([("value", value)]).IsAbsent.ShouldBeFalse();
                JsonValue.AttributeFrom(value);
            },
            seed: "0000KOIPe036",
            iter: 5_000,
            threads: 1);

    [Fact]
    public void Text_of_any_code_units_reads_back_but_for_lone_surrogates() =>
        Gen.Char.Array[0, 20].Sample(
            chars =>
            {
                string text = new(chars);
                using var document = JsonDocument.Parse(JsonValue.From(text).Utf8);
                string wellFormed = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
                document.RootElement.GetString().ShouldBe(wellFormed);
            },
            iter: 5_000,
            threads: 1);

    private static Gen<object?> Graph(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Const((object?)null),
            Gen.Char.Array[0, 12].Select(chars => (object?)new string(chars)),
            Gen.Int.Select(number => (object?)number),
            Gen.ULong.Select(number => (object?)number),
            Gen.Double.Select(number => (object?)number),
            Gen.Single.Select(number => (object?)number),
            Gen.Decimal.Select(number => (object?)number),
            Gen.DateTime.Select(time => (object?)time),
            Gen.Guid.Select(id => (object?)id),
            Gen.Byte.Array[0, 40].Select(bytes => (object?)bytes),
            Gen.Single.Array[0, 100].Select(vector => (object?)vector),
            Gen.Const((object?)new Throwing()));
        if (depth == 0)
            return scalar;
        var child = Graph(depth - 1);
        return Gen.OneOf(
            scalar,
            child.Array[0, 4].Select(items => (object?)items),
            child.List[0, 4].Select(items => (object?)Looped(items)),
            Gen.Dictionary(Gen.Char.Array[0, 5].Select(chars => new string(chars)), child)[0, 4].Select(entries => (object?)entries),
            Gen.Dictionary(Gen.Int, child)[0, 4].Select(entries => (object?)entries),
            child.Select(child, (left, right) => (object?)(left, right)),
            child.Select(value => (object?)new { value, again = value }));
    }

    private static List<object?> Looped(List<object?> items)
    {
        if (items.Count == 3)
            items.Add(items);
        return items;
    }

    private sealed class Throwing
    {
        public int Value => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }
}
