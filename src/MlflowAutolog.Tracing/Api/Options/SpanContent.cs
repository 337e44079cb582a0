using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog;

/// <summary>All of a finished span that can be changed before it is stored, for <see cref="MlflowOptions.AddProcessor"/>.</summary>
/// <remarks>
/// Valid while the processor runs, on the thread of the background delivery. Ids, times, status, type, model, provider, usage and cost are facts and stay. Not thread-safe.
/// </remarks>
public sealed class SpanContent
{
    private readonly Dictionary<string, JsonNode?> _attributes = [];
    private readonly List<SpanContentEvent> _events = [];
    private SpanData _span;
    private LazyNode _inputs, _outputs;

    internal SpanContent(SpanData span) => Load(_span = span);

    /// <summary>The span's name; a blank one is not taken.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="MlflowAutolog.SpanType"/>, or free text.</summary>
    public string SpanType => _span.Type;

    /// <summary>The description of the status; <see langword="null"/> when there is none.</summary>
    public string? StatusMessage { get; set; }

    /// <summary>The inputs; <see langword="null"/> when there are none.</summary>
    public JsonNode? Inputs
    {
        get => _inputs.Node;
        set => _inputs.Node = value;
    }

    /// <summary>The outputs; <see langword="null"/> when there are none.</summary>
    public JsonNode? Outputs
    {
        get => _outputs.Node;
        set => _outputs.Node = value;
    }

    /// <summary>The attributes that are no facts; may be changed.</summary>
    public IDictionary<string, JsonNode?> Attributes => _attributes;

    /// <summary>The events: chunks, exceptions and the application's own; may be changed.</summary>
    public IList<SpanContentEvent> Events => _events;

    /// <summary>Replaces in every text that will be stored: name, inputs, outputs, attributes, events, status message; keys of objects too. A text cut in two by a stream's chunks is seen whole.</summary>
    /// <param name="replace">Given a text, returns what stands in its place; the same when nothing has to change.</param>
    public void ReplaceText(Func<string, string> replace)
    {
        ArgumentNullException.ThrowIfNull(replace);
        Load(SpanTexts.Redact(ToSpan(), new FunctionRedactor(replace)));
    }

    internal SpanData ToSpan() => _span with
    {
        Name = string.IsNullOrWhiteSpace(Name) ? _span.Name : Name,
        StatusMessage = StatusMessage,
        Inputs = _inputs.Text,
        Outputs = _outputs.Text,
        Attributes =
        [
            .. _span.Attributes.Where(attribute => StructuralNames.Has(attribute.Key)),
            .. _attributes.Where(pair => !StructuralNames.Has(pair.Key)).Select(pair => new SpanAttribute(pair.Key, AttributeNodes.From(pair.Value))),
        ],
        Events = [.. _events.Select(e => new SpanEventData(e.Name, e.TimeUnixNano != 0 ? e.TimeUnixNano : _span.EndUnixNano, AttributeNodes.From(e.Attributes)))],
    };

    private void Load(SpanData span)
    {
        _span = span;
        Name = span.Name;
        StatusMessage = span.StatusMessage;
        _inputs = new LazyNode(span.Inputs);
        _outputs = new LazyNode(span.Outputs);
        _attributes.Clear();
        foreach (var attribute in span.Attributes)
        {
            if (!StructuralNames.Has(attribute.Key)) _attributes[attribute.Key] = AttributeNodes.ToNode(attribute.Value);
        }

        _events.Clear();
        foreach (var e in span.Events) _events.Add(new SpanContentEvent(e.Name, AttributeNodes.ToNodes(e.Attributes)) { TimeUnixNano = e.TimeUnixNano });
    }
}
