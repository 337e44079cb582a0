using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.HttpTap;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Exchanges;

public sealed class ReplyGlanceTests
{
    [Theory]
    [InlineData(200, """{"choices":[]}""", false)]
    [InlineData(200, " \n{\"choices\":[]}", false)]
    [InlineData(200, "", false)]
    [InlineData(200, """{"status":"failed"}""", true)]
    [InlineData(200, """{"error":null}""", true)]
    [InlineData(200, "<html>", true)]
    [InlineData(429, """{"choices":[]}""", true)]
    public void A_good_reply_is_told_without_reading_it(int status, string body, bool mayHaveFailed)
        => ReplyGlance.MayHaveFailed(Exchange(status, body)).ShouldBe(mayHaveFailed);

    [Theory]
    [InlineData("data: {\"choices\":[]}\n\n", false)]
    [InlineData("event: error\ndata: {}\n\n", true)]
    public void A_stream_is_searched_for_its_errors(string body, bool mayHaveFailed)
        => ReplyGlance.MayHaveFailed(Exchange(200, body, "text/event-stream")).ShouldBe(mayHaveFailed);

    [Fact]
    public void What_is_compressed_or_broken_off_has_to_be_read()
    {
        ReplyGlance.MayHaveFailed(Exchange(200, "{}", encoding: "gzip")).ShouldBeTrue();
        ReplyGlance.MayHaveFailed(Exchange(200, "{}") with { End = ExchangeEnd.Failed }).ShouldBeTrue();
        ReplyGlance.MayHaveFailed(Exchange(200, "{}") with { End = ExchangeEnd.Disposed }).ShouldBeFalse();
    }

    private static CapturedExchange Exchange(int status, string body, string type = "application/json", string? encoding = null)
    {
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StringContent("", Encoding.UTF8, type) };
        if (encoding is not null) response.Content.Headers.ContentEncoding.Add(encoding);
        return new CapturedExchange
        {
            Url = new Uri("http://model/v1/chat/completions"),
            Request = default,
            Reply = new CapturedBody(Encoding.UTF8.GetBytes(body), default, 0),
            Head = HttpReply.HeadOf(response),
            End = ExchangeEnd.Complete,
            MaxBodyBytes = 1_000_000,
            CapturesContent = true,
        };
    }
}
