using System.ClientModel;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.EndToEnd.Tests.Redaction;

/// <summary>An application that handles the given texts in every place there is.</summary>
internal sealed class PlantingProgram(IReadOnlyList<string> texts) : IAsyncDisposable
{
    // Short enough to cut through everything that is planted, long enough for a stream of less chunks than events are kept of.
    private const int PieceLength = 23;

    private readonly ModelScript _script = new();
    private ScriptedModelServer? _model;

    /// <summary>What the model was asked, as it arrived.</summary>
    public IEnumerable<byte[]> ModelRequests => _model!.Exchanges.Select(exchange => exchange.Body.ToArray());

    public async Task RunAsync()
    {
        _model = await ScriptedModelServer.StartAsync(_script);
        foreach (var text in texts) Record(text);
        foreach (var text in texts.Chunk(20).Select(some => string.Join("\n", some))) await AskAsync(text);
    }

    public async ValueTask DisposeAsync()
    {
        if (_model is not null) await _model.DisposeAsync();
    }

    private static void Record(string text)
    {
        using var scope = Mlflow.Context(session: text, user: text, tags: [new("tag", text), new(text, "tag")], metadata: [new("own", text)]);
        var span = Mlflow.StartSpan(text, SpanType.Tool, inputs: new Dictionary<string, object> { ["question"] = text, [text] = 1, ["file"] = $"/tmp/{text}", ["list"] = new[] { new { text } } });
        span.SetOutputs(new { result = text, json = new JsonObject { ["inner"] = text }.ToJsonString() }).SetAttribute("attribute", text).SetAttribute(text, new[] { text });
        span.AddEvent("note " + text, [new("text", text)]);
        AddChunks(span, text);
        Mlflow.UpdateCurrentTrace(clientRequestId: text, requestPreview: text, responsePreview: text);
        try
        {
            Fail(text);
        }
        catch (InvalidOperationException exception)
        {
            span.RecordException(exception);
        }

        using (var child = Mlflow.StartSpan("child", "type " + text)) child.SetStatus(SpanStatusCode.Error, text);
        span.End();
        span.SetAttribute(text, text);
    }

    private static void AddChunks(MlflowSpan span, string text)
    {
        foreach (var (i, piece) in text.Chunk(Math.Max(1, text.Length / 3)).Index())
        {
            span.AddEvent($"mlflow.chunk.item.{i}", [new("mlflow.chunk.value", new { choices = new[] { new { index = 0, delta = new { content = new string(piece) } } } })]);
        }
    }

    private static void Fail(string text)
    {
        try
        {
            throw new FormatException("inner " + text);
        }
        catch (FormatException inner)
        {
            throw new InvalidOperationException("outer " + text, inner);
        }
    }

    private async Task AskAsync(string text)
    {
        var client = _model!.Chat();
        ChatMessage[] messages = [new SystemChatMessage(text), new UserChatMessage(text)];
        _script.Add(ScriptedReply.Json(Reply(new JsonObject { ["role"] = "assistant", ["content"] = text }).ToJsonString()));
        await client.CompleteChatAsync(messages);

        _script.Add(ScriptedReply.Sse([.. text.Chunk(PieceLength).Select(piece => Chunk(new string(piece)).ToJsonString()), "[DONE]"]));
        await foreach (var update in client.CompleteChatStreamingAsync(messages)) _ = update;

        _script.Add(ScriptedReply.Json(new JsonObject { ["error"] = new JsonObject { ["message"] = text, ["type"] = "invalid_request_error" } }.ToJsonString(), 400));
        await Should.ThrowAsync<ClientResultException>(async () => await client.CompleteChatAsync(messages));
    }

    private static JsonObject Reply(JsonObject message) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "gpt-4o-mini",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = "stop" }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 5, ["completion_tokens"] = 7, ["total_tokens"] = 12 },
    };

    private static JsonObject Chunk(string piece) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = "gpt-4o-mini",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["role"] = "assistant", ["content"] = piece }, ["finish_reason"] = null }),
    };
}
