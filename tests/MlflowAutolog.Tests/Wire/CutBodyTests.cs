using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Wire;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>Bodies are redacted only after they were cut: no half of a secret may be left at the cut.</summary>
public sealed class CutBodyTests
{
    private const string Card = "4111 1111 1111 1111";

    [Fact]
    public void No_part_of_a_number_is_left_on_either_side_of_the_hole()
    {
        for (var at = 4; at < Card.Length - 4; at++)
        {
            var body = new CapturedBody(Encoding.UTF8.GetBytes("""{"model":"m","messages":[{"content":"my card is """ + Card[..at]), Encoding.UTF8.GetBytes(Card[at..] + """ and so on"}]}"""), 100);
            var rest = Encoding.UTF8.GetString(JsonBody.Partial(body)!.Value.Span);
            rest.ShouldContain("my card is …(");
            rest.ShouldContain(" and so on");
            rest.ShouldNotContain("111");
        }
    }

    [Theory]
    [InlineData("""
        "authorization":"TOKEN","server_url":"https://x"
        """)]
    [InlineData("""
        "headers" : {"X-Key":"TOKEN","More":{"a":"TOKEN \" TOKEN"}},"server_url":"https://x"
        """)]
    [InlineData("""
        "domain_secrets":[{"name":"a","value":"TOKEN"},{"value":"TOKEN"}],"server_url":"https://x"
        """)]
    public void What_a_tool_is_trusted_with_is_not_left_on_either_side_of_the_hole(string secret)
    {
        var before = Cut($$"""{"model":"m","tools":[{"type":"mcp",{{secret}}},{"type":"function","description":"long """, """ and so on"}]}""");
        var behind = Cut("""{"model":"m","input":"long """, $$""" and so on","tools":[{"type":"mcp",{{secret}}}]}""");
        foreach (var rest in (string[])[before, behind])
        {
            rest.ShouldNotContain("TOKEN");
            rest.ShouldContain("and so on");
            rest.ShouldContain("https://x");
        }
    }

    [Theory]
    [InlineData("""{"model":"m","tools":[{"authorization":"a TOKEN """, """ TOKEN","headers":{"a":"TOKEN"}}]}""")]
    [InlineData("""{"model":"m","tools":[{"headers":{"a":"a TOKEN """, """ b","c":"}","d":"TOKEN"}}]}""")]
    [InlineData("""{"model":"m","input":"long """, """ and so on","tools":[{"authorization":"TOKEN""")]
    public void Of_a_secret_that_was_cut_itself_nothing_is_left(string head, string tail)
    {
        var rest = Cut(head, tail);
        rest.ShouldContain("***");
        rest.ShouldNotContain("TOKEN");
    }

    [Fact]
    public void Words_that_only_speak_of_credentials_stay()
    {
        var rest = Cut("""{"model":"m","input":"what is \"authorization\": \"Bearer\" and a long """, """ answer","x":["headers","authorization"]}""");
        rest.ShouldContain("Bearer");
        rest.ShouldNotContain("***");
    }

    [Fact]
    public void No_part_of_a_key_is_left_at_the_end_of_a_short_text()
    {
        var text = new string('a', 970) + " key sk-abc123def456ghi789jkl012mno345";
        BodyText.Of(Encoding.UTF8.GetBytes(text), 985).ShouldBe(new string('a', 970) + " key …");
    }

    private static string Cut(string head, string tail)
    {
        using var rest = System.Text.Json.JsonDocument.Parse(JsonBody.Partial(new CapturedBody(Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(tail), 100))!.Value);
        return string.Concat(rest.RootElement.EnumerateObject().Select(member => member.Value.GetString()));
    }
}
