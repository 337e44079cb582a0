using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog;

/// <content>Description and links.</content>
public sealed partial class MlflowSpan
{
    /// <summary>Says in words what the span is for: attribute <c>mlflow.spanDescription</c>. An empty text is left out.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetDescription(string description)
    {
        if (!string.IsNullOrEmpty(description)) ContentFor("description")?.SetAttribute(WireNames.SpanDescription, AttributeValue.Of(description));
        return this;
    }

    /// <summary>Links this span to one of this or another trace, for example to the attempt before.</summary>
    /// <param name="traceId">MLflow's id of its trace, with or without <c>tr-</c>.</param>
    /// <param name="spanId">Its id, 16 hex digits.</param>
    /// <param name="attributes">Named values.</param>
    /// <remarks>Ids of another form are left out and reported to <see cref="SelfLog"/>: MLflow takes no such link.</remarks>
    /// <returns>This span.</returns>
    public MlflowSpan AddLink(string traceId, string spanId, IEnumerable<KeyValuePair<string, object?>>? attributes = null)
    {
        if (ContentFor("link") is not { } content) return this;
        if (!WireIds.TryParseTraceId(traceId, out var trace) || !WireIds.TryParseSpanId(spanId, out var span))
        {
            SelfLog.Report("link", "A link was left out: it takes the id of a trace (tr- and 32 hex digits) and of a span (16 hex digits).");
            return this;
        }

        Guarded.Run("link", (content, trace, span, attributes), static add => add.content.AddLink(add.trace, add.span, add.attributes));
        return this;
    }

    /// <summary>Links this span to another; one that is not recorded is left out.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan AddLink(MlflowSpan span, IEnumerable<KeyValuePair<string, object?>>? attributes = null)
        => span is { TraceId.Length: > 0 } ? AddLink(span.TraceId, span.SpanId, attributes) : this;
}
