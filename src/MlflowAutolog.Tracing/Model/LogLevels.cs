namespace MlflowAutolog.Tracing.Model;

/// <summary>The log level a span has when nobody sets one.</summary>
internal static class LogLevels
{
    public static SpanLogLevel Of(string spanType) => spanType switch
    {
        SpanType.Llm or SpanType.ChatModel or SpanType.Tool or SpanType.Retriever or SpanType.Agent or SpanType.Embedding => SpanLogLevel.Info,
        _ => SpanLogLevel.Debug,
    };
}
