using System.Text;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Tests.Values;

public sealed class SafeCutTests
{
    [Theory]
    [InlineData("The answer is a long sto", "The answer is a long ")]
    [InlineData("the card 4111 1111 11", "the card ")]
    [InlineData("account DE89 3704 0044 05", "account ")]
    [InlineData("call +49 (0) 30 12", "call ")]
    [InlineData("mail anna@exam", "mail ")]
    [InlineData("all was said. ", "all was said. ")]
    [InlineData("", "")]
    public void Nothing_that_may_go_on_is_left_before_a_cut(string head, string expected)
    {
        head[..SafeCut.HeadLength<char>(head)].ShouldBe(expected);
        SafeCut.HeadLength<byte>(Encoding.UTF8.GetBytes(head)).ShouldBe(expected.Length);
    }

    [Theory]
    [InlineData("ry that ends", " that ends")]
    [InlineData("11 1111 1111 is it", " is it")]
    [InlineData("ple.com, he said", " he said")]
    [InlineData(" whole again", " whole again")]
    [InlineData("", "")]
    public void Nothing_that_may_have_begun_is_left_behind_it(string tail, string expected)
    {
        tail[SafeCut.TailStart<char>(tail)..].ShouldBe(expected);
        SafeCut.TailStart<byte>(Encoding.UTF8.GetBytes(tail)).ShouldBe(tail.Length - expected.Length);
    }

    [Fact]
    public void A_long_key_goes_and_no_character_is_cut_in_two()
    {
        var head = "so " + new string('k', 500);
        SafeCut.HeadLength<char>(head).ShouldBe(3);
        var signs = string.Concat(Enumerable.Repeat("é漢😀", 50));
        var utf8 = Encoding.UTF8.GetBytes(signs);
        Encoding.UTF8.GetString(utf8.AsSpan(0, SafeCut.HeadLength<byte>(utf8))).ShouldNotContain('\uFFFD');
        Encoding.UTF8.GetString(utf8.AsSpan(SafeCut.TailStart<byte>(utf8))).ShouldNotContain('\uFFFD');
        char.IsHighSurrogate(signs[SafeCut.HeadLength<char>(signs) - 1]).ShouldBeFalse();
    }
}
