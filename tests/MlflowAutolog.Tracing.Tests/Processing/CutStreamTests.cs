using MlflowAutolog.TestSupport.Redaction;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Processing;

/// <summary>A stream with more chunks than have an event: its events end anywhere, in the middle of a secret, too.</summary>
public sealed class CutStreamTests
{
    [Fact]
    public async Task No_part_of_a_secret_is_left_in_the_last_chunks()
    {
        List<string> left = [];
        foreach (var planted in PlantedSecrets.All)
        {
            var at = planted.Text.IndexOf(planted.Secret, StringComparison.Ordinal);
            await using var processed = new Processed(o => o.RedactPii());
            // Less of it says nothing: a country's code, a prefix, a common first name.
            var shortest = Math.Max(5, planted.Secret.Length / 2);
            for (var length = shortest; length < planted.Secret.Length; length++) Stream(processed.Tracer, "so " + planted.Text[..(at + length)], isCut: true);
            foreach (var (trace, i) in processed.Traces().Select((trace, i) => (trace, i)))
            {
                var text = TextOf(trace);
                text.ShouldStartWith("so");
                var part = planted.Secret[..(shortest + i)];
                if (text.Contains(part, StringComparison.Ordinal) || text.Contains(part[..Math.Max(5, part.Length / 2)], StringComparison.Ordinal)) left.Add($"{part} in {text}");
            }
        }

        left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("The answer is a long story", "The answer is a long ")]
    [InlineData("Write to anna@example.com or bob@exam", "Write to [email] or ")]
    [InlineData("Write to anna@example.com", "Write to [email]")]
    [InlineData("the card 4111 1111 11", "the card ")]
    [InlineData("all was said. ", "all was said. ")]
    [InlineData("password: hun", "password: ")]
    public async Task What_surely_is_no_secret_stays(string text, string expected)
    {
        await using var processed = new Processed(o => o.RedactPii());
        Stream(processed.Tracer, text, isCut: true);
        TextOf(processed.Trace()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("The answer is Project Fal", "The answer is Project ")]
    [InlineData("It is falcon and no more, fal", "It is [project] and no more, ")]
    [InlineData("all was said. ", "all was said. ")]
    public async Task A_function_has_the_same_protection(string text, string expected)
    {
        await using var processed = new Processed(o => o.Redact(item => item.Replace("falcon", "[project]")));
        Stream(processed.Tracer, text, isCut: true);
        TextOf(processed.Trace()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_stream_that_is_whole_keeps_its_last_word()
    {
        await using var processed = new Processed(o => o.RedactPii());
        Stream(processed.Tracer, "The answer is 42 and fine", isCut: false);
        TextOf(processed.Trace()).ShouldBe("The answer is 42 and fine");
    }

    [Fact]
    public async Task Ids_and_what_ended_before_are_whole()
    {
        await using var processed = new Processed(o => o.RedactPii());
        Stream(processed.Tracer, new string('a', 400), isCut: true, first: "call_abc");
        var chunks = processed.Trace().Root!.Events;
        chunks[0].Attributes[0].Value.Json.ToString().ShouldBe("""{"id":"chatcmpl-1","choices":[{"index":1,"delta":{"content":"call_abc"}}]}""");
        chunks[^1].Attributes[0].Value.Json.ToString().ShouldBe("""{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":""}}]}""");
        TextOf(chunks.Skip(1)).Length.ShouldBe(400 - 64);
    }

    private static void Stream(MlflowTracer tracer, string text, bool isCut, string? first = null)
    {
        using var span = tracer.StartSpan("stream");
        var pieces = text.Chunk(7).Select(piece => (Index: 0, Text: new string(piece)));
        if (first is not null) pieces = pieces.Prepend((1, first));
        foreach (var (i, piece) in pieces.Index())
        {
            span.AddEvent($"mlflow.chunk.item.{i}", [new("mlflow.chunk.value", new { id = "chatcmpl-1", choices = new[] { new { index = piece.Index, delta = new { content = piece.Text } } } })]);
        }

        if (isCut) span.SetAttribute(WireNames.ChunksLeftOut, 5);
    }

    private static string TextOf(TraceData trace) => TextOf(trace.Root!.Events);

    private static string TextOf(IEnumerable<SpanEventData> chunks)
        => string.Concat(chunks.Select(chunk => System.Text.Json.Nodes.JsonNode.Parse(chunk.Attributes[0].Value.Json.ToString())!["choices"]![0]!["delta"]!["content"]!.GetValue<string>()));
}
