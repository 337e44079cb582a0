using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Redaction;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;
using MlflowAutolog.Tracing.Processing.Pii;

namespace MlflowAutolog.Tracing.Tests.Processing;

public sealed class PiiTests
{
    private static readonly PiiRedactor Pack = new(PiiKinds.All);

    [Fact]
    public void Two_hundred_planted_secrets_are_found_in_text()
    {
        PlantedSecrets.All.Count.ShouldBeGreaterThanOrEqualTo(200);
        PlantedSecrets.All.Select(planted => planted.Secret).Distinct().Count().ShouldBe(PlantedSecrets.All.Count);
        PlantedSecrets.All.Where(planted => !planted.Text.Contains(planted.Secret, StringComparison.Ordinal)).ShouldBeEmpty();
        PlantedSecrets.All.Where(planted => Redacted(planted.Text) is var text && (text.Contains(planted.Secret, StringComparison.Ordinal) || !text.Contains(planted.Kind, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void They_are_found_in_json_and_in_json_inside_json()
    {
        foreach (var planted in PlantedSecrets.All)
        {
            var inner = new JsonObject { ["text"] = "line\n" + planted.Text }.ToJsonString();
            var json = new JsonObject { ["a"] = planted.Text, ["nested"] = inner, ["twice"] = new JsonObject { ["inner"] = inner }.ToJsonString() };
            var redacted = JsonTexts.Redact(new JsonText(Encoding.UTF8.GetBytes(json.ToJsonString())), Pack).ToString();
            var read = JsonNode.Parse(redacted)!;
            JsonNode.Parse(read["nested"]!.GetValue<string>()).ShouldNotBeNull();
            var twice = JsonNode.Parse(JsonNode.Parse(read["twice"]!.GetValue<string>())!["inner"]!.GetValue<string>())!["text"]!.GetValue<string>();
            read["a"]!.GetValue<string>().ShouldNotContain(planted.Secret, Case.Sensitive, planted.Text);
            twice.ShouldNotContain(planted.Secret, Case.Sensitive, planted.Text);
            JsonNode.Parse(read["nested"]!.GetValue<string>())!["text"]!.GetValue<string>().ShouldNotContain(planted.Secret, Case.Sensitive, planted.Text);
        }
    }

    [Theory]
    [InlineData("{\"password\":\"hun\\\"ter22\",\"a\":1}", "{\"password\":\"[key]\",\"a\":1}")]
    [InlineData("+49(0)301234567", "[phone]")]
    [InlineData("https://x.example/a?X-Amz-Signature=0123456789abcdef0123456789abcdef&b=1", "https://x.example/a?X-Amz-Signature=[key]&b=1")]
    [InlineData("Mp4\nQr7\n-----END PRIVATE KEY-----\nbye", "[key]\nbye")]
    [InlineData("Call 415-555-2671. 20 people came", "Call [phone]. 20 people came")]
    [InlineData("id GOCSPX-a1B2c3D4e5F6g7H8i9J0k1L2", "id [key]")]
    [InlineData("kernel 6.1.0.18, image:10.2.3.4, tag 10.2.3.4, § 1.2.3.4", "kernel 6.1.0.18, image:10.2.3.4, tag 10.2.3.4, § 1.2.3.4")]
    public void Found_or_left_as_it_should_be(string text, string expected) => Redacted(text).ShouldBe(expected);

    [Fact]
    public void Two_hundred_look_alikes_stay()
    {
        LookAlikes.All.Distinct().Count().ShouldBeGreaterThanOrEqualTo(200);
        LookAlikes.All.Where(text => Redacted(text) != text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"card":4111111111111111,"order":4111111111111112,"price":41.5}""", """{"card":"[card]","order":4111111111111112,"price":41.5}""")]
    [InlineData("""{"phone":4930123456789,"password":123456,"max_tokens":1000}""", """{"phone":"[phone]","password":"[key]","max_tokens":1000}""")]
    [InlineData("""{"a":"\u0034111 1111 1111 1111","b":"anna\u0040example.com"}""", """{"a":"[card]","b":"[email]"}""")]
    [InlineData("""{"apiKey":"abc123","secret":"x1y2z3","token":"Hello","password":{"type":"string"}}""", """{"apiKey":"[key]","secret":"[key]","token":"Hello","password":{"type":"string"}}""")]
    [InlineData("""{"version":"1.2.3.4","host":"10.1.2.3"}""", """{"version":"1.2.3.4","host":"[ip]"}""")]
    [InlineData("""{"anna@example.com":1}""", """{"[email]":1}""")]
    [InlineData("""{"logprobs":{"content":[{"token":"41","bytes":[52,49]}]},"a":1}""", """{"logprobs":null,"a":1}""")]
    [InlineData("""{"cut":"anna@example.com""", """{"cut":"[email]""")]
    public void Json_is_understood(string json, string redacted) => JsonTexts.Redact(new JsonText(Encoding.UTF8.GetBytes(json)), Pack).ToString().ShouldBe(redacted);

    [Fact]
    public void Only_the_kinds_asked_for_are_taken_out()
        => SpanTexts.Text("anna@example.com +49 30 1234567", new PiiRedactor(PiiKinds.Phones)).ShouldBe("anna@example.com [phone]");

    [Fact]
    public void What_is_around_a_secret_stays() => Redacted("Hi, I am anna@example.com, card 4111 1111 1111 1111, at 10.0.0.7. Bye").ShouldBe("Hi, I am [email], card [card], at [ip]. Bye");

    [Theory]
    [InlineData("a@")]
    [InlineData("1 ")]
    [InlineData("sk-")]
    [InlineData("password=${")]
    [InlineData("eyJ.")]
    [InlineData("1::")]
    [InlineData("\\u0040")]
    [InlineData("4111 ")]
    [InlineData("DE89 ")]
    [InlineData("http://a:b")]
    [InlineData("-----BEGIN ")]
    [InlineData("-----END PRIVATE KEY")]
    [InlineData("4111 1111 1111 1111 ")]
    [InlineData("12:34:56:")]
    [InlineData("<password>")]
    [InlineData("--password ")]
    [InlineData("Cookie: a=")]
    [InlineData("1.2.3.4.")]
    public void No_text_makes_it_slow(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));
        var clock = Stopwatch.StartNew();
        Redacted(text);
        // Linear work takes some hundredths of a second; one that looks back over all of it, minutes.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static string Redacted(string text) => SpanTexts.Text(text, Pack);
}
