using MlflowAutolog.Tracing.Propagation;

namespace MlflowAutolog.Tracing.Tests.Propagation;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("orders.internal", "http://orders.internal/x", true)]
    [InlineData("orders.internal", "https://ORDERS.internal:8443/x", true)]
    [InlineData("orders.internal", "http://orders.internal./x", true)]
    [InlineData("orders.internal", "http://a.orders.internal/x", false)]
    [InlineData("orders.internal", "http://orders.internal.example/x", false)]
    [InlineData("orders.internal", "http://orders.internal@elsewhere.example/x", false)]
    [InlineData("localhost:5001", "http://localhost:5001/x", true)]
    [InlineData("localhost:5001", "http://localhost:5002/x", false)]
    [InlineData("localhost:80", "http://localhost/x", true)]
    [InlineData("127.0.0.1", "http://127.0.0.1:9/x", true)]
    [InlineData("[::1]:5001", "http://[::1]:5001/x", true)]
    [InlineData("[::1]", "http://[::1]:5001/x", true)]
    [InlineData("*.internal", "http://orders.internal/x", true)]
    [InlineData("*.internal", "http://a.b.internal/x", true)]
    [InlineData("*.internal", "http://internal/x", false)]
    [InlineData("*.internal", "http://notinternal/x", false)]
    [InlineData("*.internal:8443", "https://orders.internal:8443/x", true)]
    [InlineData("*.internal:8443", "https://orders.internal/x", false)]
    [InlineData("*", "http://anything.example/x", true)]
    [InlineData("bücher.example", "http://xn--bcher-kva.example/x", true)]
    public void A_host_is_matched(string pattern, string url, bool matches) => HostPattern.Parse(pattern).ShouldNotBeNull().Matches(new Uri(url)).ShouldBe(matches);

    [Theory]
    [InlineData("")]
    [InlineData("http://orders.internal")]
    [InlineData("orders.internal/path")]
    [InlineData("orders.*")]
    [InlineData("*orders")]
    [InlineData("*.")]
    [InlineData("**")]
    [InlineData("a b")]
    [InlineData("user@orders.internal")]
    [InlineData("orders.internal:port")]
    [InlineData("orders.internal:99999")]
    public void What_is_no_host_is_not_taken(string pattern) => HostPattern.Parse(pattern).ShouldBeNull();
}
