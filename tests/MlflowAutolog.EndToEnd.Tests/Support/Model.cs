using System.ClientModel;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI;
using OpenAI.Chat;

namespace MlflowAutolog.EndToEnd.Tests.Support;

/// <summary>A model server that always gives one answer, and OpenAI's own client for it.</summary>
internal sealed class Model : IAsyncDisposable
{
    public const string Answer = "an-answer-nobody-else-may-see";

    private readonly ScriptedModelServer _server;

    private Model(ScriptedModelServer server) => _server = server;

    public ModelExchange LastExchange => _server.Exchanges[^1];

    public int Calls => _server.Exchanges.Count;

    public static async Task<Model> StartAsync()
    {
        var reply = new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "gpt-4o-mini-2024-07-18",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = Answer },
                ["finish_reason"] = "stop",
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 5, ["completion_tokens"] = 7, ["total_tokens"] = 12 },
        };
        return new Model(await ScriptedModelServer.StartAsync(ScriptedReply.Json(reply.ToJsonString()) with { Repeat = true }));
    }

    /// <summary>A client of its own handler, as an application's first.</summary>
    public ChatClient NewClient() => new(
        "gpt-4o-mini",
        new ApiKeyCredential("a-key-nobody-may-see"),
        new OpenAIClientOptions { Endpoint = new Uri(_server.Uri, "v1"), Transport = new System.ClientModel.Primitives.HttpClientPipelineTransport(new HttpClient()) });

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
