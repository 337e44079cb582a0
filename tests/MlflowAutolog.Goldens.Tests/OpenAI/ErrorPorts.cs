using System.ClientModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>The model refuses, or does not answer.</summary>
internal static class ErrorPorts
{
    private const string Attempts = "$[0].spans[0].attributes['mlflow.http.attempts']";
    private const string NotSent = "the client's own time limit is no part of the request";

    private const string TooLong = "This model's maximum context length is 128000 tokens. However, your messages resulted in 130011 tokens. Please reduce the length of the messages.";
    private const string NoJson = "JsonException: HTTP 200 with a body that is no JSON: <html>Welcome to the proxy</html>";
    private const string IsNoReply = "D15: a page of a proxy is no reply";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/error_401", RefusedAsync, FailedPreview.Of(
            "ClientResultException: HTTP 401 invalid_api_key: Incorrect API key provided: test-key. You can find your API key at https://platform.openai.com/account/api-keys.")),
        new("openai/error_404", RefusedAsync, FailedPreview.Of(
            "ClientResultException: HTTP 404 model_not_found: The model `gpt-9` does not exist or you do not have access to it.")),
        new("openai/error_400_context", TooLongAsync, FailedPreview.Of("ClientResultException: HTTP 400 (invalid_request_error: context_length_exceeded)\nParameter: messages\n\n" + TooLong)
            .Require("$[0].spans[0].children[0].status_message", JsonValue.Create("ClientResultException: HTTP 400 context_length_exceeded: " + TooLong), "F13: a status says what went wrong")),
        new("openai/error_bad_arguments", WithoutModel, new Departures()
            .RequireAbsent("$[0]", "D14: .NET sees it before there is a call")),
        new("openai/error_not_json", NotJsonAsync, FailedPreview.Of(NoJson)
            .Require("$[0].state", "\"ERROR\"", IsNoReply)
            .Require("$[0].metadata['mlflow.traceOutputs']", "\"\"", IsNoReply)
            .Require("$[0].spans[0].status", "\"ERROR\"", IsNoReply)
            .Require("$[0].spans[0].status_message", JsonValue.Create(NoJson), IsNoReply)
            .Require("$[0].spans[0].outputs", "null", IsNoReply)
            .Require("$[0].spans[0].attributes['mlflow.spanLogLevel']", "40", IsNoReply)
            .Require("$[0].spans[0].events", events => events?.AsArray().Count == 1 && events[0]!["name"]!.ToString() == "exception", IsNoReply)),
        new("openai/error_500", RefusedAsync, FailedPreview.Of(
            "ClientResultException: HTTP 500 server_error: The server had an error while processing your request. Sorry about that!")),
        new("openai/error_429_exhausted", ExhaustedAsync, FailedPreview.Of(
            "ClientResultException: HTTP 429 insufficient_quota: You exceeded your current quota, please check your plan and billing details.")
            .Require(Attempts, count => count?.ToString() == "2", "D16: attempts are counted")),
        new("openai/error_429_then_ok", ThirdTimeAsync, new Departures()
            .Require(Attempts, count => count?.ToString() == "3", "D16: attempts are counted")),
        new("openai/error_timeout", TimeoutAsync, FailedPreview.Of("TaskCanceledException: The request was cancelled, or its time was up, before the reply came.")
            .RequireAbsent("$[0].spans[0].inputs.timeout", NotSent)
            .RequireAbsent("$[0].spans[0].attributes.timeout", NotSent)
            .RequireAbsent("$[0].metadata['mlflow.traceInputs'].timeout", NotSent)),
        new("openai/error_connection_refused", NobodyListensAsync, FailedPreview.Of("HttpRequestException: Connection refused (127.0.0.1:9)")),
    ];

    private static async Task RefusedAsync(Uri model) => await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(OpenAIClients.Chat(model)));

    private static async Task TooLongAsync(Uri model)
    {
        const string text = "long text";
        var client = OpenAIClients.Chat(model);
        await Should.ThrowAsync<ClientResultException>(() => Mlflow.TraceAsync("ask", SpanType.Chain, async _ => (await client.CompleteChatAsync([new UserChatMessage(text)])).Value, inputs: new { text }));
    }

    private static Task WithoutModel(Uri model)
    {
        Should.Throw<ArgumentNullException>(() => OpenAIClients.Chat(model, null!).CompleteChat([new UserChatMessage("Hi")]));
        return Task.CompletedTask;
    }

    private static async Task NotJsonAsync(Uri model) => await Should.ThrowAsync<JsonException>(() => SayHiAsync(OpenAIClients.Chat(model)));

    private static async Task ExhaustedAsync(Uri model)
        => await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(OpenAIClients.Chat(model, retries: 1)));

    private static Task ThirdTimeAsync(Uri model) => SayHiAsync(OpenAIClients.Chat(model, retries: 2));

    private static async Task TimeoutAsync(Uri model)
        => await Should.ThrowAsync<TaskCanceledException>(() => SayHiAsync(OpenAIClients.Chat(model, timeout: TimeSpan.FromSeconds(0.3))));

    private static async Task NobodyListensAsync(Uri model)
        => await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(OpenAIClients.Chat(new Uri("http://127.0.0.1:9"))));

    private static async Task SayHiAsync(ChatClient client) => await client.CompleteChatAsync([new UserChatMessage("Hi")]);
}
