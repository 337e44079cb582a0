using System.Diagnostics;
using System.Net;
using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.HttpTap;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire;
using MlflowAutolog.Wire.OpenAI;
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
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([1]) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new ExchangeMapper(new ChatFormat(), new CapturedExchange
        {
            Url = new Uri("http://model/v1/chat/completions"),
            Request = Collect(request, 1 << 20),
            Reply = Collect(reply, cap),
            Head = HttpReply.HeadOf(response),
            End = end,
            MaxBodyBytes = cap,
            CapturesContent = true,
        }).Apply(new SpanData { TraceId = ActivityTraceId.CreateRandom(), SpanId = ActivitySpanId.CreateRandom(), Name = "x", Type = "y", StartUnixNano = 1, EndUnixNano = 2 });
    }

    private static CapturedBody Collect(byte[] bytes, int cap)
    {
        var buffer = new BodyBuffer(cap);
        buffer.Append(bytes);
        return buffer.ToBody();
    }
}
