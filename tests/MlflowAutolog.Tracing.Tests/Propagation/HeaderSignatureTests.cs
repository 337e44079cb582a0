using MlflowAutolog.Tracing.Propagation;

namespace MlflowAutolog.Tracing.Tests.Propagation;

public sealed class HeaderSignatureTests
{
    private const string Key = "a key of ours, long enough";
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    [Fact]
    public void A_signed_header_is_the_traceparent_the_time_and_the_HMAC_of_both()
    {
        // echo -n '<Parent>;t=1790000000' | openssl dgst -sha256 -hmac '<Key>'
        HeaderSignature.Sign(Parent, Key, Now).ShouldBe($"{Parent};t=1790000000;s=0dbfcc4699073c50813a62ebfbba9412e91f3616de7a7d3dae8a66b43f9f9af2");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void It_is_good_for_five_minutes(int seconds, bool isRight)
        => HeaderSignature.IsRight(HeaderSignature.Sign(Parent, Key, Now), Key, Now.AddSeconds(seconds)).ShouldBe(isRight);

    [Fact]
    public void Another_key_is_not_right() => HeaderSignature.IsRight(HeaderSignature.Sign(Parent, "a key of somebody else", Now), Key, Now).ShouldBeFalse();

    [Fact]
    public void No_character_can_be_changed()
    {
        var header = HeaderSignature.Sign(Parent, Key, Now);
        for (var at = 0; at < header.Length; at++)
        {
            var changed = header[..at] + (header[at] == '0' ? '1' : '0') + header[(at + 1)..];
            HeaderSignature.IsRight(changed, Key, Now).ShouldBeFalse(changed);
        }
    }

    [Theory]
    [InlineData(Parent)]
    [InlineData(Parent + ";t=1790000000")]
    [InlineData(Parent + ";s=00")]
    [InlineData(Parent + ";t=1790000000;s=")]
    [InlineData(Parent + ";t=1790000000;s=no hex")]
    [InlineData(";s=")]
    [InlineData("")]
    public void What_is_not_signed_is_not_right(string header) => HeaderSignature.IsRight(header, Key, Now).ShouldBeFalse();

    [Fact]
    public void Without_its_signature_it_is_a_traceparent()
    {
        HeaderSignature.Without(HeaderSignature.Sign(Parent, Key, Now)).ShouldBe(Parent);
        HeaderSignature.Without(Parent).ShouldBe(Parent);
    }
}
