using System.ClientModel;
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

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/error_401", RefusedAsync, FailedPreview.Of(
            "ClientResultException: HTTP 401 invalid_api_key: Incorrect API key provided: test-key. You can find your API key at https://platform.openai.com/account/api-keys.")),
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

    private static async Task ExhaustedAsync(Uri model)
        => await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(OpenAIClients.Chat(model, retries: 1)));

    private static Task ThirdTimeAsync(Uri model) => SayHiAsync(OpenAIClients.Chat(model, retries: 2));

    private static async Task TimeoutAsync(Uri model)
        => await Should.ThrowAsync<TaskCanceledException>(() => SayHiAsync(OpenAIClients.Chat(model, timeout: TimeSpan.FromSeconds(0.3))));

    private static async Task NobodyListensAsync(Uri model)
        => await Should.ThrowAsync<ClientResultException>(() => SayHiAsync(OpenAIClients.Chat(new Uri("http://127.0.0.1:9"))));

    private static async Task SayHiAsync(ChatClient client) => await client.CompleteChatAsync([new UserChatMessage("Hi")]);
}
