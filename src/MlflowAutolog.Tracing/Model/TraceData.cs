using System.Diagnostics;

namespace MlflowAutolog.Tracing.Model;

/// <summary>A trace ready to be delivered: folded, with previews. Immutable.</summary>
internal sealed record TraceData
{
    public required ActivityTraceId TraceId { get; init; }

    /// <summary>MLflow's id, <c>tr-</c> and 32 hex digits.</summary>
    public string Id => "tr-" + TraceId.ToHexString();

    /// <summary>In order of start.</summary>
    public required IReadOnlyList<SpanData> Spans { get; init; }

    /// <summary><see langword="null"/> when these are late children of a trace that went before: then only spans are sent.</summary>
    public SpanData? Root { get; init; }

    public TraceState State { get; init; } = TraceState.Ok;

    /// <summary>Values are never null.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = EmptyMap;

    /// <summary>Session, user and the user's own; not those that delivery computes (schema version, inputs, outputs, usage, size).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMap;

    public string? ClientRequestId { get; init; }

    public string? RequestPreview { get; init; }

    public string? ResponsePreview { get; init; }

    /// <summary>Those that were logged while the trace ran.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];

    /// <summary>The session that a call of it told, as it may be stored; <see langword="null"/> where the application said one, or nobody did.</summary>
    public string? CallSession { get; init; }

    /// <summary>The user set a state, a preview, a client request id, an assessment or metadata beyond session and user: then the info is never left out.</summary>
    public bool HasUserInfo { get; init; }

    /// <summary>Binary content that the spans refer to; each content once.</summary>
    public IReadOnlyList<TraceAttachmentData> Attachments { get; init; } = [];

    /// <summary>Set on what a long trace sends before its root ends.</summary>
    public EarlyPart? Early { get; init; }

    /// <summary>Spans of it went early: then <see cref="Metadata"/> has usage and size of the whole trace, which these spans do not tell.</summary>
    public bool FollowsEarlyParts { get; init; }

    /// <summary>Where this trace goes, when not to the options' experiment.</summary>
    public string? ExperimentId { get; init; }

    private static readonly IReadOnlyDictionary<string, string> EmptyMap = new Dictionary<string, string>();
}
