using System.Text;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing.Rules;

/// <summary>The rules by kind, role and tool, on a whole span.</summary>
internal sealed class RulesStep(ContentRules rules, string? hashKey) : ISpanStep
{
    private readonly Disguise _disguise = new(hashKey is null ? null : Encoding.UTF8.GetBytes(hashKey));

    public SpanData Apply(SpanData span)
    {
        var (inputs, outputs) = Values(span);
        var events = new EventRules(rules, _disguise);
        var hidesReply = !outputs.Utf8.Equals(span.Outputs.Utf8) || (span.Outputs.IsAbsent && ActionOf(span, ContentKinds.ToolResults, ContentKinds.Outputs) != ContentAction.Keep);
        var chunks = rules.Of(ContentKinds.StreamChunks) ?? ContentAction.Keep;
        // What is hidden in the reply is in its chunks, too, in pieces that no rule can recognise.
        if (hidesReply && chunks == ContentAction.Keep) chunks = ContentAction.Drop;
        return events.Apply(span with { Inputs = inputs, Outputs = outputs, Attributes = Attributes(span.Attributes) }, chunks);
    }

    public TraceFacts Apply(TraceFacts facts) => facts with
    {
        RequestPreview = Preview(facts.RequestPreview, ContentKinds.Inputs),
        ResponsePreview = Preview(facts.ResponsePreview, ContentKinds.Outputs),
    };

    private (JsonText Inputs, JsonText Outputs) Values(SpanData span)
    {
        var (asked, answered) = (ActionOf(span, ContentKinds.ToolArguments, ContentKinds.Inputs), ActionOf(span, ContentKinds.ToolResults, ContentKinds.Outputs));
        var isModelCall = span.Type is SpanType.ChatModel or SpanType.Llm or SpanType.Embedding || span.Attributes.Any(static attribute => attribute.Key == WireNames.MessageFormat);
        if (span.Type == SpanType.Tool || !rules.ReachIntoMessages) return (_disguise.Value(span.Inputs, asked, isModelCall), _disguise.Value(span.Outputs, answered, isModelCall));
        var messages = new MessageRules(rules, _disguise, isModelCall);
        var (inputs, outputs) = (AttributeNodes.Parse(span.Inputs), AttributeNodes.Parse(span.Outputs));
        messages.Learn(inputs);
        messages.Learn(outputs);
        return (Written(span.Inputs, inputs, node => messages.Apply(node, asked)), Written(span.Outputs, outputs, node => messages.Apply(node, answered)));
    }

    /// <summary>The same bytes when no rule met anything.</summary>
    private static JsonText Written(JsonText before, System.Text.Json.Nodes.JsonNode? node, Func<System.Text.Json.Nodes.JsonNode, System.Text.Json.Nodes.JsonNode?> apply)
    {
        if (node is null) return before;
        var same = AttributeNodes.Write(node);
        var after = apply(node) is { } changed ? AttributeNodes.Write(changed) : default;
        return after.Utf8.Span.SequenceEqual(same.Utf8.Span) ? before : after;
    }

    private ContentAction ActionOf(SpanData span, ContentKinds ofTool, ContentKinds ofAll)
        => (span.Type == SpanType.Tool ? rules.OfTool(span.Name, ofTool) : null) ?? rules.Of(ofAll) ?? ContentAction.Keep;

    private IReadOnlyList<SpanAttribute> Attributes(IReadOnlyList<SpanAttribute> attributes)
        => rules.Of(ContentKinds.Attributes) is { } action and not ContentAction.Keep ? EventRules.Disguised(attributes, _disguise, action) : attributes;

    private string? Preview(string? text, ContentKinds kind)
        => text is null || rules.Of(kind) is not { } action ? text : action == ContentAction.Drop ? null : _disguise.Text(text, action);
}
