using System.Text;
using MlflowAutolog.Exchanges;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Exchanges;

public sealed class BodyBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Head_and_tail_are_kept_whatever_the_pieces(int piece)
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(n => (char)('a' + n % 26)));
        for (var length = 0; length <= text.Length; length++)
        {
            var body = Collect(Encoding.ASCII.GetBytes(text[..length]), cap: 20, piece);
            if (length <= 20)
            {
                body.IsWhole.ShouldBeTrue();
                Text(body.Head).ShouldBe(text[..length]);
                continue;
            }

            Text(body.Head).ShouldBe(text[..10]);
            Text(body.Tail).ShouldBe(text[(length - 10)..length]);
            body.LeftOut.ShouldBe(length - 20);
        }
    }

    [Fact]
    public void After_a_reset_it_starts_anew()
    {
        var buffer = new BodyBuffer(10);
        buffer.Append(new byte[50]);
        buffer.Reset();
        buffer.Append("abc"u8);
        Text(buffer.ToBody().Head).ShouldBe("abc");
        buffer.Length.ShouldBe(3);
    }

    private static CapturedBody Collect(byte[] bytes, int cap, int piece)
    {
        var buffer = new BodyBuffer(cap);
        foreach (var part in bytes.Chunk(piece)) buffer.Append(part);
        buffer.Length.ShouldBe(bytes.Length);
        return buffer.ToBody();
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.ASCII.GetString(bytes.Span);
}
