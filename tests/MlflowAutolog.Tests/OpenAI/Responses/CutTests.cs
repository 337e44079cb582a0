using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>A stream may end anywhere, and may lack its middle anywhere.</summary>
public sealed class CutTests
{
    private static readonly byte[] Sent = Encoding.UTF8.GetBytes(string.Concat(new[]
    {
        Responding.Created,
        Responding.Event("response.output_item.added", """ "output_index":0,"item":{"id":"m","type":"message","role":"assistant","content":[]} """),
        Responding.Event("response.output_text.delta", """ "output_index":0,"content_index":0,"delta":"ü€😀" """),
        Responding.End("completed", $$"""{"id":"ig","type":"image_generation_call","result":"{{new string('A', 2000)}}"}"""),
    }.Select(e => $"event: {e.Event}\ndata: {e.Data}\n\n")));

    [Fact]
    public void A_stream_that_ends_anywhere_is_read()
    {
        foreach (var end in Enum.GetValues<ExchangeEnd>())
        {
            for (var length = 0; length <= Sent.Length; length++) Map(Sent[..length], end, cap: 1 << 20).Status.ShouldBe(StatusOf(end, isWhole: length >= Sent.Length - 2), $"{end} {length}");
        }
    }

    [Fact]
    public void A_stream_without_its_middle_is_read()
    {
        for (var cap = 2; cap < Sent.Length; cap += 7) Map(Sent, ExchangeEnd.Complete, cap).Status.ShouldBe(SpanStatusCode.Ok);
    }

    [Fact]
    public void Its_usage_is_there_although_a_picture_was_too_long_for_what_is_kept_of_a_reply()
    {
        var span = Map(Sent, ExchangeEnd.Complete, cap: 1500);
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<int>().ShouldBe(10);
        span.OutputsJson()!["output"]![0]!["id"]!.ToString().ShouldBe("m");
    }

    // The last two line feeds only close an event that is whole without them.
    private static SpanStatusCode StatusOf(ExchangeEnd end, bool isWhole)
        => !isWhole && end is ExchangeEnd.Failed or ExchangeEnd.Cancelled ? SpanStatusCode.Error : SpanStatusCode.Ok;

    private static SpanData Map(byte[] reply, ExchangeEnd end, int cap)
        => MappedExchange.Of("responses", Encoding.UTF8.GetBytes(Responding.Question), reply, "text/event-stream", end, cap)!;
}
