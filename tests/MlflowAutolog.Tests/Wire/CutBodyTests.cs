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

    [Fact]
    public void No_part_of_a_key_is_left_at_the_end_of_a_short_text()
    {
        var text = new string('a', 970) + " key sk-abc123def456ghi789jkl012mno345";
        BodyText.Of(Encoding.UTF8.GetBytes(text), 985).ShouldBe(new string('a', 970) + " key …");
    }
}
