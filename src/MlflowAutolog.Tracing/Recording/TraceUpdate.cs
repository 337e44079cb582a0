using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>The arguments of <see cref="Mlflow.UpdateCurrentTrace"/>; what is null stays as it was.</summary>
internal readonly record struct TraceUpdate
{
    public IEnumerable<KeyValuePair<string, string>>? Tags { get; init; }

    public IEnumerable<KeyValuePair<string, string>>? Metadata { get; init; }

    public string? ClientRequestId { get; init; }

    public string? RequestPreview { get; init; }

    public string? ResponsePreview { get; init; }

    public TraceState? State { get; init; }

    public string? Session { get; init; }

    public string? User { get; init; }

    public string? ModelId { get; init; }

    public IEnumerable<KeyValuePair<string, string>> AllMetadata() => WithWellKnown(Metadata, Session, User, ModelId);

    /// <summary>Session, user and model are metadata under MLflow's own names.</summary>
    public static IEnumerable<KeyValuePair<string, string>> WithWellKnown(
        IEnumerable<KeyValuePair<string, string>>? metadata, string? session, string? user, string? modelId = null)
    {
        foreach (var pair in metadata ?? []) yield return pair;
        if (session is not null) yield return new(WireNames.Session, session);
        if (user is not null) yield return new(WireNames.User, user);
        if (modelId is not null) yield return new(WireNames.ModelId, modelId);
    }
}
