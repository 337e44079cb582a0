using MlflowAutolog.Wire;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

public sealed class KeyMaskTests
{
    [Theory]
    [InlineData("Incorrect API key provided: sk-abcdefgh12345678.", "Incorrect API key provided: sk-***.")]
    [InlineData("key 'gsk_abcdefghijkl' and AIzaSyA-1234567890", "key 'gsk***' and AIz***")]
    [InlineData("Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer abc***")]
    [InlineData("invalid subscription key 0123456789abcdef0123456789abcdef", "invalid subscription key 012***")]
    [InlineData("request req_0123456789abcdef0123456789abcdef failed", "request req_0123456789abcdef0123456789abcdef failed")]
    [InlineData("Incorrect API key provided: test-key. See https://platform.openai.com/account/api-keys.", "Incorrect API key provided: test-key. See https://platform.openai.com/account/api-keys.")]
    [InlineData("token ghp_abcdefghijklmnop and github_pat_1234567890abc", "token ghp*** and git***")]
    [InlineData("", "")]
    public void Keys_go_and_words_stay(string text, string expected) => KeyMask.Apply(text).ShouldBe(expected);
}
