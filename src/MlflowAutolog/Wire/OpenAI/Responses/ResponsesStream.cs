using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Wire.OpenAI.Responses;

/// <summary>Takes the response from the event that ends the stream; one that never came to it is put together from what its events brought of the items.</summary>
internal sealed class ResponsesStream : IReplyStream
{
    private readonly StreamedObject _response = new();
    private readonly StreamedOutput _items = new();

    public bool IsComplete { get; private set; }

    // Only servers that imitate the API send it.
    public bool IsEndMark(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    /// <summary>A chunk that is nothing but an error, as gateways send it; the API's own <c>error</c> event is an event like any other.</summary>
    public WireError? ErrorIn(JsonElement chunk) => LateError.Reported(chunk);

    public ReadOnlySpan<byte> ToStore(ReadOnlySpan<byte> data) => RequestCredentials.Hide(data);

    public void Add(JsonElement chunk)
    {
        var type = chunk.TextOf("type") ?? "";
        if (chunk.Member("response") is { ValueKind: JsonValueKind.Object } response)
        {
            _response.Show(response);
            IsComplete |= IsEnd(type);
        }
        else if (type == "error")
        {
            _response.Set("status", "failed");
            _response.Set("error", chunk);
            IsComplete = true;
        }
        else if (type.Length == 0)
        {
            AddEnd(chunk);
        }
        else
        {
            _items.Add(type, chunk);
        }
    }

    public byte[] ToReply()
    {
        if (!_response.Has("object")) _response.Set("object", "response");
        if (!_items.IsEmpty && (!IsComplete || !_response.HasItems("output"))) _response.Set("output", _items.Items);
        return JsonBytes.Write(_response, static (response, json) => response.Write(json));
    }

    /// <summary>What could be read of the last event when its beginning was not kept: a generated picture alone may be more than is kept of a reply.</summary>
    private void AddEnd(JsonElement facts)
    {
        if (facts.Member("usage") is not { ValueKind: JsonValueKind.Object } usage) return;
        _response.Set("usage", usage);
        // How it ended stood before the cut.
        _response.Remove("status");
        IsComplete = true;
    }

    private static bool IsEnd(string type) => type is not ("response.created" or "response.queued" or "response.in_progress");
}
