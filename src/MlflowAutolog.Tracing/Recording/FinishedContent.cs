using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>What a span had gathered at one moment.</summary>
internal readonly record struct FinishedContent
{
    public required IReadOnlyList<SpanAttribute> Attributes { get; init; }

    public required IReadOnlyList<SpanEventData> Events { get; init; }

    public required IReadOnlyList<SpanLinkData> Links { get; init; }

    public required JsonText Inputs { get; init; }

    public required JsonText Outputs { get; init; }

    public required SpanStatusCode Status { get; init; }

    public required string? StatusDescription { get; init; }
}
