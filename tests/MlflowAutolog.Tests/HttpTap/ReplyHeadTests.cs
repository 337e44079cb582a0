using System.Net;
using MlflowAutolog.HttpTap;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

public sealed class ReplyHeadTests
{
    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "120", 120)]
    [InlineData("Retry-After", "3600", 120)]
    [InlineData("Retry-After", "1e300", 120)]
    [InlineData("Retry-After", "-1", 0)]
    [InlineData("Retry-After", "NaN", 0)]
    [InlineData("Retry-After", "soon", 0)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("retry-after-ms", "86400000", 120)]
    public void A_server_may_ask_for_a_pause_of_at_most_two_minutes(string header, string value, double seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
        HttpReply.HeadOf(response).RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
    }
}
