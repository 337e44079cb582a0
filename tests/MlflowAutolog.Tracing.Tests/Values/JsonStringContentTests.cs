using System.Text;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Tests.Values;

public sealed class JsonStringContentTests
{
    [Theory]
    [InlineData(@"plain", "plain")]
    [InlineData(@"a\n\t\""\\\/\u00fc", "a\n\t\"\\/ü")]
    [InlineData(@"\ud83d\udc4b", "👋")]
    [InlineData(@"\ud83d", "\uFFFD")]
    [InlineData(@"\ud83dx", "\uFFFDx")]
    [InlineData(@"\udc4b\ud83d\ud83d\udc4b", "\uFFFD\uFFFD👋")]
    [InlineData(@"a\u0000b", "ab")]
    [InlineData(@"a\", "a\\")]
    [InlineData(@"a\u12", "a\uFFFD")]
    public void Escapes_are_resolved_and_nothing_throws(string raw, string expected) =>
        JsonStringContent.ToText(Encoding.UTF8.GetBytes(raw)).ShouldBe(expected);

    [Fact]
    public void Invalid_bytes_become_the_replacement_character() =>
        JsonStringContent.ToText([(byte)'a', 0xFF, (byte)'b']).ShouldBe("a\uFFFDb");
}
