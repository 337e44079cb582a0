using System.Text;
using MlflowAutolog.Wire;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

public sealed class ServerSentEventsTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "a|b")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "a|b")]
    [InlineData("data: a\r\rdata: b\r\r", "a|b")]
    [InlineData("data:a\n\n", "a")]
    [InlineData("data:  a\n\n", " a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("data\n\n", "")]
    [InlineData(": comment\n\ndata: a\n\n", "a")]
    [InlineData("event: x\nid: 1\nretry: 5\ndata: a\n\n", "a")]
    [InlineData("event: ping\n\ndata: a\n\n", "a")]
    [InlineData("data: a\n\ndata: half", "a|half")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData("database: x\n\ndata: ü\n\n", "ü")]
    [InlineData("\n\n\n", null)]
    [InlineData("", null)]
    public void Events_are_cut_as_the_standard_says(string body, string? expected)
        => Read(Encoding.UTF8.GetBytes(body)).ShouldBe(expected?.Split('|') ?? []);

    [Fact]
    public void An_offset_is_the_end_of_its_event()
    {
        var events = new ServerSentEvents("data: a\n\ndata: bc\n\n"u8);
        events.MoveNext();
        events.Offset.ShouldBe(9);
        events.MoveNext();
        events.Offset.ShouldBe(19);
        events.MoveNext().ShouldBeFalse();
    }

    private static List<string> Read(byte[] body)
    {
        var read = new List<string>();
        var events = new ServerSentEvents(body);
        while (events.MoveNext()) read.Add(Encoding.UTF8.GetString(events.Data));
        return read;
    }
}
