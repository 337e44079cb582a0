namespace MlflowAutolog.Tracing.Model;

/// <summary>One attribute of a span, an event or a link.</summary>
internal readonly record struct SpanAttribute(string Key, AttributeValue Value);
