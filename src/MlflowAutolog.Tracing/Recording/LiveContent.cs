using System.Diagnostics;
using System.Runtime.InteropServices;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>What a running span has gathered. Thread-safe.</summary>
internal sealed class LiveContent(LiveTrace trace)
{
    // Four, twelve with the log level's place, thirty-six: by doubling, ten attributes would be copied twice.
    private const int FirstAttributes = 4;
    private const int AttributeGrowth = 3;

    private SpinLock _gate = new(enableThreadOwnerTracking: false);
    private List<SpanAttribute>? _attributes;
    private List<SpanEventData>? _events;
    private List<SpanLinkData>? _links;
    private bool _hasException;
    private JsonText _inputs;
    private JsonText _outputs;

    public bool CapturesContent => trace.Tracer.CapturesContent;

    public bool CapturesVectors => trace.Tracer.CapturesVectors;

    public string SpanType { get; set; } = MlflowAutolog.SpanType.Unknown;

    public SpanLogLevel LogLevel { get; set; }

    public SpanStatusCode Status { get; private set; }

    public string? StatusDescription { get; private set; }

    // A JsonText is wider than a word: unguarded, a reader could see half of it.
    public JsonText Inputs
    {
        get { using (Hold()) return _inputs; }
        set { using (Hold()) _inputs = value; }
    }

    public JsonText Outputs
    {
        get { using (Hold()) return _outputs; }
        set { using (Hold()) _outputs = value; }
    }

    public bool HasOutputs => !Outputs.IsAbsent;

    public void SetAttribute(string name, AttributeValue value)
    {
        var attribute = new SpanAttribute(name, value);
        using (Hold())
        {
            if (_attributes is null) _attributes = new List<SpanAttribute>(FirstAttributes);
            else if (Replaced(CollectionsMarshal.AsSpan(_attributes), attribute)) return;
            else if (_attributes.Count == _attributes.Capacity) _attributes.Capacity *= AttributeGrowth;
            _attributes.Add(attribute);
        }
    }

    public void SetStatus(SpanStatusCode status, string? description)
    {
        using (Hold())
        {
            Status = status;
            StatusDescription = description;
        }
    }

    public void AddEvent(string name, IEnumerable<KeyValuePair<string, object?>>? attributes, DateTimeOffset? time)
        => Add(new SpanEventData(name, time is { } given ? TraceClock.ToUnixNano(given) : trace.Clock.Now, Named(attributes)));

    public void AddLink(ActivityTraceId trace, ActivitySpanId span, IEnumerable<KeyValuePair<string, object?>>? attributes)
    {
        var link = new SpanLinkData(trace, span, Named(attributes));
        using (Hold()) (_links ??= []).Add(link);
    }

    public void Add(SpanEventData added)
    {
        using (Hold()) (_events ??= []).Add(added);
    }

    public void RecordException(Exception exception)
    {
        var record = ExceptionRecord.Of(exception, trace.Clock.Now);
        using (Hold())
        {
            _hasException = true;
            Status = SpanStatusCode.Error;
            StatusDescription = record.StatusMessage;
        }

        Add(record.Event);
    }

    /// <summary>As it is now, log level included.</summary>
    public FinishedContent Snapshot()
    {
        using (Hold()) return Finished(_attributes is null ? [Level()] : [.. _attributes, Level()], _events is null ? [] : [.. _events], _links is null ? [] : [.. _links]);
    }

    /// <summary>The lists themselves, log level included: the span has ended, and what a late caller still adds goes nowhere.</summary>
    public FinishedContent Take()
    {
        using (Hold())
        {
            _attributes?.Add(Level());
            var taken = Finished(_attributes ?? (IReadOnlyList<SpanAttribute>)[Level()], _events ?? (IReadOnlyList<SpanEventData>)[], _links ?? (IReadOnlyList<SpanLinkData>)[]);
            (_attributes, _events, _links) = (null, null, null);
            return taken;
        }
    }

    private FinishedContent Finished(IReadOnlyList<SpanAttribute> attributes, IReadOnlyList<SpanEventData> events, IReadOnlyList<SpanLinkData> links) => new()
    {
        Attributes = attributes,
        Events = events,
        Links = links,
        Inputs = _inputs,
        Outputs = _outputs,
        Status = Status,
        StatusDescription = StatusDescription,
    };

    private SpinHold Hold() => new(ref _gate);

    private static bool Replaced(Span<SpanAttribute> there, in SpanAttribute attribute)
    {
        var name = attribute.Key;
        foreach (ref var given in there)
        {
            // Names with dots begin alike and differ at the end.
            var key = given.Key;
            if (key.Length != name.Length || key[^1] != name[^1] || key != name) continue;
            given = attribute;
            return true;
        }

        return false;
    }

    private SpanAttribute[] Named(IEnumerable<KeyValuePair<string, object?>>? values)
        => values is null ? [] : [.. values.Select(pair => new SpanAttribute(pair.Key ?? "", JsonValue.AttributeFrom(pair.Value, CapturesVectors)))];

    private SpanAttribute Level()
    {
        var level = LogLevel != SpanLogLevel.Unset ? LogLevel : _hasException ? SpanLogLevel.Error : LogLevels.Of(SpanType);
        return new SpanAttribute(WireNames.SpanLogLevel, AttributeValue.Of((long)level));
    }
}
