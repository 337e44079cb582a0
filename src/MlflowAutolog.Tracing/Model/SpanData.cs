using System.Diagnostics;

namespace MlflowAutolog.Tracing.Model;

/// <summary>A finished span, immutable: what the assembly folds and the sinks deliver.</summary>
internal sealed record SpanData
{
    /// <summary>MLflow's trace id without its prefix.</summary>
    public required ActivityTraceId TraceId { get; init; }

    public required ActivitySpanId SpanId { get; init; }

    /// <summary>Default (all zero) for a root.</summary>
    public ActivitySpanId ParentSpanId { get; init; }

    public required string Name { get; init; }

    /// <summary>One of <see cref="SpanType"/>, or free text.</summary>
    public required string Type { get; init; }

    public required long StartUnixNano { get; init; }

    public required long EndUnixNano { get; init; }

    public SpanStatusCode Status { get; init; } = SpanStatusCode.Ok;

    public string? StatusMessage { get; init; }

    public JsonText Inputs { get; init; }

    public JsonText Outputs { get; init; }

    /// <summary>All other attributes, log level included; not the ones that have a property here.</summary>
    public IReadOnlyList<SpanAttribute> Attributes { get; init; } = [];

    public IReadOnlyList<SpanEventData> Events { get; init; } = [];

    public IReadOnlyList<SpanLinkData> Links { get; init; } = [];

    /// <summary>The conversation that a model call says it is part of: the session of a trace that was given none.</summary>
    public string? Session { get; init; }

    /// <summary>What the fold needs to know of a call that went over the wire; <see langword="null"/> for all other spans.</summary>
    public WireCall? Call { get; init; }

    /// <summary>Raw material that a mapper turns into content in the background; <see langword="null"/> once that is done.</summary>
    public IDeferredContent? Deferred { get; init; }

    public bool IsRoot => ParentSpanId == default;
}
