namespace MlflowAutolog.Wire.OpenAI.Responses;

/// <summary>Compaction of a long conversation: a model call like any other, it takes tokens and says how many.</summary>
internal sealed class CompactionFormat : ResponsesFormat
{
    public override string SpanName => "Responses.compact";

    public override bool MatchesPath(string path) => EndsWith(path, "/responses/compact");

    public override IReplyStream? OpenStream() => null;
}
