using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>A body may end anywhere, and may lack its middle anywhere.</summary>
public sealed class CutTests
{
    private const string Stream = "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ü€😀\"}}]}\r\n\r\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}}],\"usage\":{\"prompt_tokens\":1}}\n\ndata: [DONE]\n\n";

    [Theory]
    [InlineData("text/event-stream", Stream)]
    [InlineData("application/json", Call.Reply)]
    public void A_reply_that_ends_anywhere_is_read(string type, string reply)
    {
        var bytes = Encoding.UTF8.GetBytes(reply);
        foreach (var end in Enum.GetValues<ExchangeEnd>())
        {
            for (var length = 0; length <= bytes.Length; length++) Map(Encoding.UTF8.GetBytes(Call.Body), bytes[..length], type, end, cap: 1 << 20).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("text/event-stream", Stream)]
    [InlineData("application/json", Call.Reply)]
    public void A_reply_without_its_middle_is_read(string type, string reply)
    {
        for (var cap = 2; cap < 400; cap++) Map(Encoding.UTF8.GetBytes(Call.Body), Encoding.UTF8.GetBytes(reply), type, ExchangeEnd.Complete, cap);
    }

    [Fact]
    public void A_request_that_ends_anywhere_is_a_call_once_its_messages_began()
    {
        var bytes = Encoding.UTF8.GetBytes(Call.Body);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var span = Map(bytes[..length], [], "application/json", ExchangeEnd.Failed, cap: 1 << 20);
            (span is not null).ShouldBe(length > Call.Body.IndexOf("messages\":", StringComparison.Ordinal) + "messages\"".Length, $"{length}");
        }
    }

    private static SpanData? Map(byte[] request, byte[] reply, string type, ExchangeEnd end, int cap)
        => MappedExchange.Of("chat/completions", request, reply, type, end, cap);
}
