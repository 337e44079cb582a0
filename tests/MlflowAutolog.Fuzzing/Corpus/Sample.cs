namespace MlflowAutolog.Fuzzing.Corpus;

/// <summary>A good exchange.</summary>
internal sealed record Sample
{
    public const string Json = "application/json";
    public const string Events = "text/event-stream";

    public required string Path { get; init; }

    public required Body Request { get; init; }

    public string RequestType { get; init; } = Json;

    public required Body Reply { get; init; }

    public string ReplyType { get; init; } = Json;

    public int Status { get; init; } = 200;
}
