using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Tests.Values;

public sealed class TextLimitTests
{
    [Theory]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("👋👋👋", 3, "👋👋👋")]
    [InlineData("👋👋👋👋", 3, "👋👋…")]
    [InlineData("", 3, "")]
    public void Code_points_are_counted_and_the_mark_is_within_the_limit(string text, int limit, string expected) =>
        TextLimit.Cut(text, limit, "…").ShouldBe(expected);
}
