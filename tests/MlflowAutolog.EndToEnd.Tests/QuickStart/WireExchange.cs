using System.Text.Json.Nodes;

namespace MlflowAutolog.EndToEnd.Tests.QuickStart;

/// <summary>One request and its reply.</summary>
internal sealed class WireExchange(JsonNode entry)
{
    private readonly JsonArray _parts = entry["reply"]!.AsArray();

    public string Path { get; } = entry["path"]!.GetValue<string>();

    public IReadOnlyList<string> Headers { get; } = [.. entry["headers"]!.AsArray().Select(name => name!.GetValue<string>())];

    public JsonNode Request { get; } = entry["request"]!;

    public bool IsStreamed => Request["stream"]?.GetValue<bool>() == true;

    /// <summary>The whole reply, or a stream's last part, which has the usage.</summary>
    public JsonNode Reply => _parts[^1]!;

    public string? Id => Reply["id"]?.GetValue<string>();

    public long InputTokens => Reply["usage"]!["prompt_tokens"]!.GetValue<long>();

    public long OutputTokens => Reply["usage"]!["completion_tokens"]?.GetValue<long>() ?? 0;

    /// <summary>The text that the model wrote.</summary>
    public string Text => IsStreamed
        ? string.Concat(_parts.Select(part => part!["choices"]!.AsArray().FirstOrDefault()?["delta"]!["content"]?.GetValue<string>()))
        : Reply["choices"]![0]!["message"]!["content"]?.GetValue<string>() ?? "";

    public string LastMessage => Request["messages"]!.AsArray()[^1]!["content"]!.GetValue<string>();
}
