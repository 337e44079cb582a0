using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Processing;

/// <summary>What a traced sequence gives: pieces of one text, or texts of their own.</summary>
public sealed class StreamedItemsTests
{
    [Fact]
    public async Task A_secret_in_pieces_is_in_neither_the_outputs_nor_the_chunks()
    {
        var span = await SpanAsync(["write to an", "na@exa", "mple.com or", " 4111 1111", " 1111 1111", " now"]);
        span.Outputs.ToString().ShouldBe("""["write to [email]",""," or"," [card]",""," now"]""");
        Chunks(span).ShouldBe(["\"write to [email]\"", "\"\"", "\" or\"", "\" [card]\"", "\"\"", "\" now\""]);
    }

    [Fact]
    public async Task A_secret_that_is_an_item_by_itself_is_in_neither()
    {
        var span = await SpanAsync(["x", "4111111111111111", "203.0.113.7", "x"]);
        span.Outputs.ToString().ShouldBe("""["x","[card]","[ip]","x"]""");
        Chunks(span).ShouldBe(["\"x\"", "\"[card]\"", "\"[ip]\"", "\"x\""]);
    }

    [Fact]
    public async Task Numbers_are_no_pieces_of_a_number()
    {
        var span = await SpanAsync([4111, 1111, 1111, 1111]);
        span.Outputs.ToString().ShouldBe("[4111,1111,1111,1111]");
        Chunks(span).ShouldBe(["4111", "1111", "1111", "1111"]);
    }

    [Fact]
    public async Task The_members_of_items_are_read_together()
    {
        var span = await SpanAsync([new { index = 0, text = "an" }, new { index = 0, text = "na@example.com" }, new { index = 0, text = " said" }]);
        span.Outputs.ToString().ShouldBe("""[{"index":0,"text":"[email]"},{"index":0,"text":""},{"index":0,"text":" said"}]""");
    }

    private static async Task<SpanData> SpanAsync(object[] items)
    {
        await using var processed = new Processed(o => o.RedactPii());
        foreach (var item in processed.Tracer.TraceStream("stream", SpanType.Chain, _ => items.Select(static item => item))) _ = item;
        return processed.Trace().Root!;
    }

    private static IEnumerable<string> Chunks(SpanData span) => span.Events.Select(static e => e.Attributes.ShouldHaveSingleItem().Value).Select(static value => value.Kind switch
    {
        AttributeKind.Json => value.Json.ToString(),
        AttributeKind.Text => value.Text,
        _ => value.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
    });
}
