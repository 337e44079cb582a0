using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>Gateways such as LiteLLM take the vendor's key in the body.</summary>
public sealed class GatewayKeyTests
{
    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"api_key":"SESAME"}""")]
    [InlineData("/v1/completions", """{"model":"m","prompt":"Hi","apiKey":"SESAME"}""")]
    [InlineData("/v1/embeddings", """{"model":"m","input":"Hi","api_key":"SESAME"}""")]
    [InlineData("/v1/responses", """{"model":"m","input":"Hi","api_key":"SESAME"}""")]
    [InlineData("/v1/moderations", """{"model":"m","input":"Hi","api_key":"SESAME"}""")]
    public async Task A_key_in_the_body_is_nowhere(string path, string body)
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"model":"m"}"""));
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await client.PostAsync(new Uri(server.Uri, path), content, TestContext.Current.CancellationToken);
        await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var span = await tapped.SpanAsync();
        span.Inputs.ToString().ShouldContain("\"***\"");
        span.Inputs.ToString().ShouldNotContain("SESAME");
        span.Attributes.Where(attribute => attribute.Value.Kind == AttributeKind.Text).ShouldNotContain(attribute => attribute.Value.Text.Contains("SESAME", StringComparison.Ordinal));
    }
}
