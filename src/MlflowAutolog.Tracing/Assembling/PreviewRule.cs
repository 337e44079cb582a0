using System.Text.Json;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>MLflow's own rule for finding text in a root's inputs or outputs, exactly (<c>mlflow/tracing/utils/truncation.py</c> of 3.17.2), oddities included.</summary>
internal static class PreviewRule
{
    /// <summary>Text of the last message of <paramref name="role"/>, else of the last message; null or empty when the rule falls back to the JSON text of the value.</summary>
    public static string? TextOf(JsonElement value, string role)
    {
        if (MessagesOf(value) is not { Count: > 0 } messages)
            return null;
        int last = messages.FindLastIndex(message => message.TextOf("role") == role);
        return TextOf(messages[last < 0 ? messages.Count - 1 : last].Member("content"));
    }

    private static List<JsonElement>? MessagesOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        if (value.Items("messages") is { Count: > 0 } messages)
            return messages.FindAll(IsMessage);
        if (value.Items("choices") is { Count: > 0 } choices && choices[0].Member("message") is var message && IsMessage(message))
            return [message];
        if (value.Items("input") is { Count: > 0 } input)
            return input.FindAll(IsMessage);
        if (value.Items("output") is { Count: > 0 } output)
            return output.FindAll(IsMessage);
        return MessagesOf(value.Member("request"));
    }

    private static bool IsMessage(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("role", out _) && item.TryGetProperty("content", out _);

    private static string? TextOf(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
            return content.Text();
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.String)
                return part.Text();
            if (part.TextOf("type") is "text" or "output_text")
                return part.TextOf("text");
        }

        return null;
    }
}
