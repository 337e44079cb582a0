using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Moderations;

/// <summary>Texts and pictures are judged.</summary>
internal sealed class ModerationsFormat : OpenAIFormat
{
    public override string SpanName => "Moderations";

    public override string SpanType => MlflowAutolog.SpanType.Tool;

    public override bool MatchesPath(string path) => EndsWith(path, "/moderations");

    public override bool IsCall(JsonElement request) => request.TryGetProperty("input", out _);
}
