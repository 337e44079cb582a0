namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>The small differences between a message as it is streamed and as it comes whole.</summary>
internal static class StreamedMessage
{
    public static void Complete(DeltaObject message)
    {
        if (message.TextOf("role") is not { Length: > 0 }) message.SetText("role", "assistant");
        // A model that calls tools, refuses or speaks has no content: the whole reply says null there, the stream may have said "".
        if (message.TextOf("content") is "" && (message.Has("tool_calls") || message.Has("function_call") || message.Has("audio") || message.TextOf("refusal") is { Length: > 0 })) message.Remove("content");
        if (!message.Has("content")) message.SetNull("content");
        if (message.TextOf("refusal") is "") message.SetNull("refusal");
        if (message.ObjectOf("audio") is { } audio && audio.TextOf("data") is { } data) audio.SetText("data", Base64Pieces.Join(data));
    }
}
