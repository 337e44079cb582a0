using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing.Rules;

/// <summary>The rules for chunks, exceptions and the attributes of events.</summary>
internal sealed class EventRules(ContentRules rules, Disguise disguise)
{
    private readonly ContentAction _exceptions = rules.Of(ContentKinds.ExceptionMessages) ?? ContentAction.Keep;
    private readonly ContentAction _attributes = rules.Of(ContentKinds.Attributes) ?? ContentAction.Keep;

    public SpanData Apply(SpanData span, ContentAction chunks)
    {
        if (chunks == ContentAction.Keep && _exceptions == ContentAction.Keep && _attributes == ContentAction.Keep) return span;
        var events = span.Events.Select(e => Event(e, chunks)).OfType<SpanEventData>().ToArray();
        var leftOut = span.Events.Count - events.Length;
        return span with
        {
            Events = events,
            Attributes = leftOut == 0 || span.Attributes.Any(attribute => attribute.Key == WireNames.ChunksLeftOut)
                ? span.Attributes
                : [.. span.Attributes, new(WireNames.ChunksLeftOut, AttributeValue.Of((long)leftOut))],
            StatusMessage = StatusOf(span),
        };
    }

    /// <summary>Every attribute that is no fact; definitions of tools are no content of a call.</summary>
    public static IReadOnlyList<SpanAttribute> Disguised(IReadOnlyList<SpanAttribute> attributes, Disguise disguise, ContentAction action)
    {
        List<SpanAttribute> left = [];
        foreach (var attribute in attributes)
        {
            if (StructuralNames.Has(attribute.Key) || attribute.Key is WireNames.ChatTools or WireNames.SpanFunctionName) left.Add(attribute);
            else if (action != ContentAction.Drop) left.Add(attribute with { Value = AttributeNodes.From(disguise.Node(AttributeNodes.ToNode(attribute.Value), action)) });
        }

        return left;
    }

    private SpanEventData? Event(SpanEventData e, ContentAction chunks)
    {
        if (e.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal))
            return chunks == ContentAction.Drop ? null : e with { Attributes = With(e.Attributes, chunks, static key => key == WireNames.ChunkValue) };
        if (e.Name == WireNames.ExceptionEvent) return e with { Attributes = With(e.Attributes, _exceptions, static key => key is not WireNames.ExceptionType) };
        if (e.Name == WireNames.HttpAttemptEvent) return e with { Attributes = With(e.Attributes, _exceptions, static key => key == "error") };
        return e with { Attributes = With(e.Attributes, _attributes, static _ => true) };
    }

    private IReadOnlyList<SpanAttribute> With(IReadOnlyList<SpanAttribute> attributes, ContentAction action, Func<string, bool> isMeant)
    {
        if (action == ContentAction.Keep) return attributes;
        List<SpanAttribute> left = [];
        foreach (var attribute in attributes)
        {
            if (!isMeant(attribute.Key)) left.Add(attribute);
            else if (action != ContentAction.Drop) left.Add(attribute with { Value = Whole(attribute.Value, action) });
        }

        return left;
    }

    /// <summary>A chunk is a text, although it looks like an object.</summary>
    private AttributeValue Whole(AttributeValue value, ContentAction action)
        => AttributeValue.Of(disguise.Text(value.Kind == AttributeKind.Text ? value.Text : AttributeNodes.ToNode(value)?.ToJsonString() ?? "null", action));

    private string? StatusOf(SpanData span)
    {
        if (_exceptions == ContentAction.Keep || string.IsNullOrEmpty(span.StatusMessage)) return span.StatusMessage;
        var exception = span.Events.LastOrDefault(e => e.Name == WireNames.ExceptionEvent)?.Attributes.FirstOrDefault(attribute => attribute.Key == WireNames.ExceptionType).Value ?? default;
        var type = exception.Kind == AttributeKind.Text ? exception.Text : null;
        if (_exceptions == ContentAction.Drop) return type;
        return type is null ? disguise.Text(span.StatusMessage, _exceptions) : $"{type}: {disguise.Text(span.StatusMessage, _exceptions)}";
    }
}
