using System.Diagnostics;
using System.Runtime.InteropServices;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>What a running span has gathered. Thread-safe.</summary>
internal sealed class LiveContent(TraceClock clock, bool capturesContent, bool capturesVectors)
{
    private readonly object _gate = new();
    private List<SpanAttribute>? _attributes;
    private List<SpanEventData>? _events;
    private List<SpanLinkData>? _links;
    private bool _hasException;
    private JsonText _inputs;
    private JsonText _outputs;

    public bool CapturesContent { get; } = capturesContent;

    public bool CapturesVectors { get; } = capturesVectors;

    public string SpanType { get; set; } = MlflowAutolog.SpanType.Unknown;

    public SpanLogLevel LogLevel { get; set; }

    public SpanStatusCode Status { get; private set; }

    public string? StatusDescription { get; private set; }

    // A JsonText is wider than a word: unguarded, a reader could see half of it.
    public JsonText Inputs
    {
        get { lock (_gate) return _inputs; }
        set { lock (_gate) _inputs = value; }
    }

    public JsonText Outputs
    {
        get { lock (_gate) return _outputs; }
        set { lock (_gate) _outputs = value; }
    }

    public bool HasOutputs => !Outputs.IsAbsent;

    public void SetAttribute(string name, AttributeValue value)
    {
        var attribute = new SpanAttribute(name, value);
        lock (_gate)
        {
            _attributes ??= new List<SpanAttribute>(4);
            // In place: the indexer would copy the five words of an attribute for each name that is looked at.
            foreach (ref var given in CollectionsMarshal.AsSpan(_attributes))
            {
                if (given.Key != name) continue;
                given = attribute;
                return;
            }

            _attributes.Add(attribute);
        }
    }

    public void SetStatus(SpanStatusCode status, string? description)
    {
        lock (_gate)
        {
            Status = status;
            StatusDescription = description;
        }
    }

    public void AddEvent(string name, IEnumerable<KeyValuePair<string, object?>>? attributes, DateTimeOffset? time)
        => Add(new SpanEventData(name, time is { } given ? TraceClock.ToUnixNano(given) : clock.Now, Named(attributes)));

    /// <summary>As they are now.</summary>
    public IReadOnlyList<SpanLinkData> Links
    {
        get { lock (_gate) return _links is null ? [] : [.. _links]; }
    }

    public void AddLink(ActivityTraceId trace, ActivitySpanId span, IEnumerable<KeyValuePair<string, object?>>? attributes)
    {
        var link = new SpanLinkData(trace, span, Named(attributes));
        lock (_gate) (_links ??= []).Add(link);
    }

    public void Add(SpanEventData added)
    {
        lock (_gate) (_events ??= []).Add(added);
    }

    public void RecordException(Exception exception)
    {
        var record = ExceptionRecord.Of(exception, clock.Now);
        lock (_gate)
        {
            _hasException = true;
            Status = SpanStatusCode.Error;
            StatusDescription = record.StatusMessage;
        }

        Add(record.Event);
    }

    /// <summary>The lists as they are now, log level included.</summary>
    public (IReadOnlyList<SpanAttribute> Attributes, IReadOnlyList<SpanEventData> Events) Snapshot()
    {
        lock (_gate) return (_attributes is null ? [Level()] : [.. _attributes, Level()], _events is null ? [] : [.. _events]);
    }

    /// <summary>The lists themselves, log level included: the span has ended, and what a late caller still adds goes nowhere.</summary>
    public (IReadOnlyList<SpanAttribute> Attributes, IReadOnlyList<SpanEventData> Events) Take()
    {
        lock (_gate)
        {
            var (attributes, events) = (_attributes, _events);
            (_attributes, _events) = (null, null);
            if (attributes is null) return ([Level()], events ?? (IReadOnlyList<SpanEventData>)[]);
            attributes.Add(Level());
            return (attributes, events ?? (IReadOnlyList<SpanEventData>)[]);
        }
    }

    private SpanAttribute[] Named(IEnumerable<KeyValuePair<string, object?>>? values)
        => values is null ? [] : [.. values.Select(pair => new SpanAttribute(pair.Key ?? "", JsonValue.AttributeFrom(pair.Value, CapturesVectors)))];

    private SpanAttribute Level()
    {
        var level = LogLevel != SpanLogLevel.Unset ? LogLevel : _hasException ? SpanLogLevel.Error : LogLevels.Of(SpanType);
        return new SpanAttribute(WireNames.SpanLogLevel, AttributeValue.Of((long)level));
    }
}
