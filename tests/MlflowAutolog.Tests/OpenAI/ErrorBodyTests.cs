using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>Whatever form a server gives an error, its words are told as <c>HTTP status code: message</c>.</summary>
public sealed class ErrorBodyTests
{
    private const string Filtered = """{"error":{"message":"Filtered.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"high"}}}}}""";

    [Theory]
    [InlineData(429, """{"error":{"message":"Slow down.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""", "HTTP 429 rate_limit_exceeded: Slow down.")]
    [InlineData(400, """{"error":{"message":"Bad.","type":"invalid_request_error","code":null}}""", "HTTP 400 invalid_request_error: Bad.")]
    [InlineData(400, """{"error":{"message":"Bad.","type":"","code":""}}""", "HTTP 400: Bad.")]
    [InlineData(400, """{"error":{"message":"Bad.","type":"BadRequestError","code":400}}""", "HTTP 400 BadRequestError: Bad.")]
    [InlineData(502, """{"error":{"message":"Provider returned error","code":429}}""", "HTTP 502 429: Provider returned error")]
    [InlineData(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key."}}""", "HTTP 401: Access denied due to invalid subscription key.")]
    [InlineData(404, """{"error":{"code":"DeploymentNotFound","message":"No such deployment."}}""", "HTTP 404 DeploymentNotFound: No such deployment.")]
    [InlineData(400, Filtered, "HTTP 400 content_filter: Filtered.")]
    [InlineData(401, """{"statusCode":401,"message":"Access denied."}""", "HTTP 401: Access denied.")]
    [InlineData(400, """[{"error":{"code":400,"message":"Wrong key.","status":"INVALID_ARGUMENT"}}]""", "HTTP 400 INVALID_ARGUMENT: Wrong key.")]
    [InlineData(404, """{"detail":"Not Found"}""", "HTTP 404: Not Found")]
    [InlineData(422, """{"detail":[{"type":"missing","loc":["body","messages",0,"role"],"msg":"Field required","input":{}},{"loc":["body","n"],"msg":"Not a number"}]}""", "HTTP 422: body.messages.0.role: Field required; body.n: Not a number")]
    [InlineData(422, """{"object":"error","message":{"detail":[{"type":"missing","loc":["body","model"],"msg":"Field required"}]},"type":"invalid_request_error","code":null}""", "HTTP 422 invalid_request_error: body.model: Field required")]
    [InlineData(403, """{"success":false,"errors":[{"code":7003,"message":"Could not route"},{"message":"No account"}],"messages":[]}""", "HTTP 403: Could not route; No account")]
    [InlineData(403, """{"errors":["No.","Never."]}""", "HTTP 403: No.; Never.")]
    [InlineData(404, """{"error":"model 'x' not found"}""", "HTTP 404: model 'x' not found")]
    [InlineData(422, """{"error":["Too long","Too wide"]}""", "HTTP 422: Too long; Too wide")]
    [InlineData(422, """{"error":"Input is too long","error_type":"validation"}""", "HTTP 422 validation: Input is too long")]
    [InlineData(401, """{"error":"invalid_client","error_description":"No such client."}""", "HTTP 401 invalid_client: No such client.")]
    [InlineData(401, """{"statusCode":401,"error":"Unauthorized","message":"No token."}""", "HTTP 401 Unauthorized: No token.")]
    [InlineData(403, """{"type":"https://example.org/quota","title":"Out of credit","status":403,"detail":"The balance is 0."}""", "HTTP 403: The balance is 0.")]
    [InlineData(400, """{"error":{"code":"x"}}""", """HTTP 400: {"error":{"code":"x"}}""")]
    [InlineData(400, """{"error":null}""", """HTTP 400: {"error":null}""")]
    [InlineData(400, """{"error":{"message":"Cut""", """HTTP 400: {"error":{"message":"Cut""")]
    [InlineData(400, "7", "HTTP 400: 7")]
    [InlineData(503, "upstream connect error", "HTTP 503: upstream connect error")]
    [InlineData(403, "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>", "HTTP 403: <Error><Code>AccessDenied</Code><Message>No.</Message></Error>")]
    [InlineData(502, "<html><h1>Bad Gateway</h1></html>", "HTTP 502: <html><h1>Bad Gateway</h1></html>")]
    [InlineData(503, "", "HTTP 503: Service Unavailable")]
    [InlineData(500, "  \r\n", "HTTP 500: Internal Server Error")]
    public async Task It_is_told_in_its_words(int status, string body, string told)
    {
        var span = await FailAsync(status, body);
        span.Status.ShouldBe(SpanStatusCode.Error);
        span.ExceptionEvent()!.Text(WireNames.ExceptionMessage).ShouldBe(told);
        span.StatusMessage.ShouldBe($"ClientResultException: {told}");
        span.OutputsJson().ShouldBeNull();
    }

    [Fact]
    public async Task What_a_filter_found_is_kept()
        => (await FailAsync(400, Filtered)).Attribute("mlflow.error.details").ShouldEqualJson(JsonNode.Parse(
            """{"param":"prompt","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"high"}}}}"""));

    [Theory]
    [InlineData("""{"error":{"message":"x","code":400,"metadata":{"raw":"key sk-abcdefghijklmnop was refused"}}}""", """{"metadata":{"raw":"key sk-*** was refused"}}""")]
    [InlineData("""{"error":{"message":"x","code":400,"param":null}}""", null)]
    [InlineData("""{"detail":"x"}""", null)]
    public async Task Details_are_what_was_not_told_and_have_no_keys(string body, string? details)
    {
        var attribute = (await FailAsync(400, body)).Attribute("mlflow.error.details");
        if (details is null) attribute.ShouldBeNull();
        else attribute.ShouldEqualJson(JsonNode.Parse(details));
    }

    [Fact]
    public async Task Details_without_end_are_cut()
        => (await FailAsync(400, $$$"""{"error":{"message":"x","trace":"{{{string.Concat(Enumerable.Repeat("line ", 5000))}}}"}}""")).Attribute("mlflow.error.details")!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(4000);

    [Fact]
    public async Task Without_content_there_are_no_details()
    {
        var span = await FailAsync(400, Filtered, options => options.CaptureContent = false);
        span.Attribute("mlflow.error.details").ShouldBeNull();
        span.StatusMessage.ShouldBe("ClientResultException: HTTP 400 content_filter");
    }

    private static async Task<SpanData> FailAsync(int status, string body, Action<MlflowOptions>? configure = null)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Text(body, "text/html", status));
        await using var tapped = new Tapped(configure);
        await RawCall.PostAsync(server, Call.Path, Call.Body);
        return await tapped.SpanAsync();
    }
}
