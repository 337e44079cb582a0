using System.Text.Json.Nodes;

namespace MlflowAutolog.EndToEnd.Tests.QuickStart;

/// <summary>What went over the wire, as the sample's own model server wrote it down.</summary>
internal sealed class WireLog(string path)
{
    public IReadOnlyList<WireExchange> Exchanges { get; } = [.. File.ReadLines(path).Select(line => new WireExchange(JsonNode.Parse(line)!))];

    public WireExchange Embedding => Exchanges.Single(exchange => exchange.Path == "/v1/embeddings");

    public IReadOnlyList<WireExchange> Chats => [.. Exchanges.Where(exchange => exchange.Path == "/v1/chat/completions")];

    public IEnumerable<JsonNode> ToolCalls => Chats.Where(chat => !chat.IsStreamed).SelectMany(chat => chat.Reply["choices"]![0]!["message"]!["tool_calls"]?.AsArray() ?? []).OfType<JsonNode>();
}
