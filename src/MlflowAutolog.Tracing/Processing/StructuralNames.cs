using System.Collections.Frozen;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Attributes that are facts about a span and no content: nobody changes them, and they stay when content is dropped.</summary>
internal static class StructuralNames
{
    private static readonly FrozenSet<string> Names = new[]
    {
        WireNames.SpanType, WireNames.SpanLogLevel, WireNames.ChatTokenUsage, WireNames.Model, WireNames.Provider, WireNames.Cost, WireNames.MessageFormat,
        WireNames.HttpAttempts, WireNames.StreamAbandoned, WireNames.ChunksLeftOut, WireNames.ContentDropped,
    }.ToFrozenSet();

    private static readonly FrozenSet<string> SpanTypes = new[]
    {
        SpanType.Llm, SpanType.Chain, SpanType.Agent, SpanType.Tool, SpanType.ChatModel, SpanType.Retriever, SpanType.Parser, SpanType.Embedding, SpanType.Reranker,
        SpanType.Memory, SpanType.Unknown, SpanType.Workflow, SpanType.Task, SpanType.Guardrail, SpanType.Evaluator,
    }.ToFrozenSet();

    public static bool Has(string attribute) => Names.Contains(attribute);

    /// <summary>A type of the application's own may say anything.</summary>
    public static bool IsKnownType(string type) => SpanTypes.Contains(type);
}
