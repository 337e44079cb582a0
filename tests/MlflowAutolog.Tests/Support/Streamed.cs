using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Wire.OpenAI.Chat;

namespace MlflowAutolog.Tests.Support;

/// <summary>What chunks of a completion amount to.</summary>
internal static class Streamed
{
    public static JsonNode? Choices(params string[] chunks) => Reply(chunks)["choices"];

    public static JsonNode? Message(params string[] deltas)
        => Choices([.. deltas.Select(delta => $$"""{"choices":[{"index":0,"delta":{{delta}}}]}""")])![0]!["message"];

    public static JsonNode Reply(params string[] chunks)
    {
        var stream = new ChatStream();
        foreach (var chunk in chunks)
        {
            using var document = JsonDocument.Parse(chunk);
            stream.Add(document.RootElement);
        }

        return JsonNode.Parse(stream.ToReply())!;
    }
}
