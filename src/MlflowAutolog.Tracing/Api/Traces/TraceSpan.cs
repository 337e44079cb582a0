using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog;

/// <summary>A finished span of a stored trace.</summary>
public sealed record TraceSpan
{
    /// <summary>The id, 16 hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The parent's id; <see langword="null"/> for a root.</summary>
    public string? ParentId { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="MlflowAutolog.SpanType"/>, or free text.</summary>
    public required string SpanType { get; init; }

    /// <summary>The outcome.</summary>
    public SpanStatusCode Status { get; init; }

    /// <summary>The reason of an error.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The inputs; <see langword="null"/> when none were recorded.</summary>
    public JsonElement? Inputs { get; init; }

    /// <summary>The outputs; <see langword="null"/> when none were recorded.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>All other attributes by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Events in order of time.</summary>
    public IReadOnlyList<TraceSpanEvent> Events { get; init; } = [];

    /// <summary>Links to other spans.</summary>
    public IReadOnlyList<TraceSpanLink> Links { get; init; } = [];

    /// <summary>The model of the call, from <see cref="Attributes"/>; <see langword="null"/> when it is none.</summary>
    public string? ModelName => StoredFacts.Text(Attributes, WireNames.Model);

    /// <summary>What the call cost, from <see cref="Attributes"/>: the server works it out (3.17 and newer) where it knows the model's price.</summary>
    public LlmCost? Cost => StoredFacts.Cost(Attributes);

    /// <summary>How much the span matters, from <see cref="Attributes"/>; <see cref="SpanLogLevel.Unset"/> when that was not recorded.</summary>
    public SpanLogLevel LogLevel => StoredFacts.LogLevel(Attributes);

    /// <summary>What the span is, in words, from <see cref="Attributes"/>.</summary>
    public string? Description => StoredFacts.Text(Attributes, WireNames.SpanDescription);

    /// <summary>Tokens of this span's own model call; <see langword="null"/> when it is none, or the provider did not say.</summary>
    public TokenUsage? Usage { get; init; }
}
