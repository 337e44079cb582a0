using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Tests.Delivery.Server;

public sealed class ServerVersionTests
{
    [Theory]
    [InlineData("3.17.2", 3, 17)]
    [InlineData(" 3.11.2.dev0\n", 3, 11)]
    [InlineData("3.18.0rc1", 3, 18)]
    [InlineData("4.0", 4, 0)]
    public void A_version_is_read(string text, int major, int minor)
    {
        ServerVersion.TryParse(text, out var version).ShouldBeTrue();
        version.ShouldBe(new ServerVersion(major, minor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("3")]
    [InlineData("three.four")]
    public void Anything_else_is_no_version(string text) => ServerVersion.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(3, 3, false, false, false)]
    [InlineData(3, 4, true, false, false)]
    [InlineData(3, 6, true, true, false)]
    [InlineData(3, 17, true, true, true)]
    [InlineData(4, 0, true, true, true)]
    public void Capabilities_come_with_versions(int major, int minor, bool spans, bool many, bool facts)
    {
        var version = new ServerVersion(major, minor);

        version.TakesSpans.ShouldBe(spans);
        version.TakesManyTracesInOneRequest.ShouldBe(many);
        version.ReadsSpansBack.ShouldBe(many);
        version.ReadsTraceFacts.ShouldBe(facts);
        version.NeedsNoInfo.ShouldBe(facts);
    }
}
