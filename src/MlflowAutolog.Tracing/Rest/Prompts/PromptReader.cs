using System.Globalization;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Prompts;

/// <summary>Reads a version of a prompt: MLflow keeps it as the version of a model, in tags. Source: <c>mlflow/prompt/registry_utils.py</c> of 3.17.2.</summary>
internal static class PromptReader
{
    private static readonly string[] Reserved = [WireNames.PromptText, WireNames.PromptType, WireNames.PromptMark, WireNames.PromptResponseFormat, WireNames.PromptModelConfig];

    public static PromptVersion Read(JsonElement version)
    {
        var tags = TagList.Read(version);
        var name = version.Text("name") ?? "";
        if (!tags.TryGetValue(WireNames.PromptText, out var text)) throw new MlflowException($"'{name}' is a registered model, not a prompt.");
        var messages = tags.GetValueOrDefault(WireNames.PromptType) == "chat" ? Messages(name, text) : null;
        foreach (var key in Reserved) tags.Remove(key);
        return new PromptVersion
        {
            Name = name,
            Version = int.Parse(version.GetProperty("version").ToString(), CultureInfo.InvariantCulture),
            Template = messages is null ? text : null,
            Messages = messages ?? [],
            Tags = tags,
        };
    }

    private static PromptMessage[] Messages(string name, string text)
    {
        try
        {
            using var messages = JsonDocument.Parse(text);
            return [.. messages.RootElement.EnumerateArray().Select(message => new PromptMessage(message.Text("role") ?? "", ContentOf(message)))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new MlflowException($"The messages of prompt '{name}' cannot be read: they are no list of messages.", exception);
        }
    }

    private static string ContentOf(JsonElement message)
    {
        if (!message.TryGetProperty("content"u8, out var content) || content.ValueKind is JsonValueKind.Null) return "";
        return content.ValueKind is JsonValueKind.String ? content.GetString()! : content.GetRawText();
    }
}
