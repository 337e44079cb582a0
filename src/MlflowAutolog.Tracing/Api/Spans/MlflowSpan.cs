using System.Diagnostics;
using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog;

/// <summary>A span while its work runs.</summary>
/// <remarks>
/// Values are read when they are set: later changes to an object are not seen. No member throws, whatever the value; what is set after the end is left out and reported to
/// <see cref="SelfLog"/>. Thread-safe. Disposing ends the span; a span that is never ended is sent at shutdown with status ERROR and the message <c>not ended</c>.
/// </remarks>
public sealed partial class MlflowSpan : IDisposable
{
    private readonly LiveTrace? _trace;
    private readonly long _start;
    private readonly LiveContent? _content;
    private int _ended;

    internal MlflowSpan(LiveTrace trace, MlflowSpan? parent, SpanStart start)
    {
        _trace = trace;
        _start = start.StartUnixNano != 0 ? start.StartUnixNano : parent is null ? trace.Clock.Start : trace.Clock.Now;
        _content = new LiveContent(trace) { SpanType = start.SpanType };
        Name = start.Name;
        Tracer = trace.Tracer;
        Parent = parent;
        Id = ActivitySpanId.CreateRandom();
        trace.Opened(this);
    }

    private MlflowSpan(MlflowTracer? owner)
    {
        Name = "";
        Tracer = owner;
    }

    /// <summary>The span of everything that is not recorded: all members work and do nothing.</summary>
    public static MlflowSpan None { get; } = new(owner: null);

    /// <summary>Whether anything is recorded: false for <see cref="None"/>, for what sampling left out, and after the end.</summary>
    public bool IsRecording => _content is not null && !HasEnded;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>One of <see cref="MlflowAutolog.SpanType"/>, or free text.</summary>
    public string SpanType => _content?.SpanType ?? MlflowAutolog.SpanType.Unknown;

    /// <summary>MLflow's id of the trace, <c>tr-</c> and 32 hex digits; empty when not recorded. Where a trace is continued and no span runs yet, the sender's.</summary>
    public string TraceId => _trace?.Id ?? RemoteTraceId;

    /// <summary>The span's id, 16 hex digits; empty when not recorded. Where a trace is continued and no span runs yet, the sender's.</summary>
    public string SpanId => _content is null ? RemoteSpanId : Id.ToHexString();

    /// <summary>The parent's id, which may be in another process; <see langword="null"/> for a root.</summary>
    public string? ParentId => AboveId == default ? null : AboveId.ToHexString();

    /// <summary>The status set so far.</summary>
    public SpanStatusCode Status => _content?.Status ?? SpanStatusCode.Unset;

    /// <summary>The description of the status.</summary>
    public string? StatusDescription => _content?.StatusDescription;

    /// <summary>When the span started.</summary>
    public DateTimeOffset StartTime => TraceClock.ToTime(_start);

    /// <summary>Whose decision it was to record, or not to.</summary>
    internal MlflowTracer? Tracer { get; }

    internal LiveTrace? Trace => _trace;

    internal MlflowSpan? Parent { get; }

    internal ActivitySpanId Id { get; }

    internal long StartUnixNano => _start;

    /// <summary>Its place among the open spans of its trace; theirs alone.</summary>
    internal MlflowSpan? OpenedBefore { get; set; }

    /// <inheritdoc cref="OpenedBefore" />
    internal MlflowSpan? OpenedAfter { get; set; }

    /// <summary>What the background turns into content; set before the end.</summary>
    internal IDeferredContent? Deferred { get; set; }

    /// <summary>What the fold has to know of a wire call; set before the end.</summary>
    internal WireCall? Call { get; set; }

    /// <summary>Called at shutdown while the span is open: its hook ends it with what it has.</summary>
    internal Action? GiveUp { get; set; }

    internal bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>A span that sampling left out: what starts beneath it is left out too.</summary>
    internal static MlflowSpan NotRecorded(MlflowTracer owner) => new(owner);

    /// <summary>Sets the inputs: any value; becomes JSON.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetInputs(object? inputs)
    {
        if (ContentFor("inputs") is { CapturesContent: true } content) content.Inputs = JsonValue.From(inputs, content.CapturesVectors);
        return this;
    }

    /// <summary>Sets the inputs as an object of named values.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetInputs((string Name, object? Value) first, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        if (ContentFor("inputs") is { CapturesContent: true } content) content.Inputs = JsonValue.From([first, .. more], content.CapturesVectors);
        return this;
    }

    /// <summary>The same for C# 12, which does not know the other form.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetInputs((string Name, object? Value) first, params (string Name, object? Value)[] more) => SetInputs(first, new ReadOnlySpan<(string Name, object? Value)>(more));

    /// <summary>Sets the outputs: any value; becomes JSON.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetOutputs(object? outputs)
    {
        if (ContentFor("outputs") is { CapturesContent: true } content) content.Outputs = JsonValue.From(outputs, content.CapturesVectors);
        return this;
    }

    /// <summary>Sets an attribute; the last value of a name counts. An empty name is left out.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetAttribute(string name, object? value)
    {
        if (!string.IsNullOrEmpty(name) && ContentFor("attribute") is { } content) content.SetAttribute(name, JsonValue.AttributeFrom(value, content.CapturesVectors));
        return this;
    }

    /// <summary>Sets several attributes.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetAttributes(IEnumerable<KeyValuePair<string, object?>>? attributes)
    {
        if (attributes is null || _content is null) return this;
        Guarded.Run("attributes", (Span: this, Attributes: attributes), static set =>
        {
            foreach (var (name, value) in set.Attributes) set.Span.SetAttribute(name, value);
        });
        return this;
    }

    /// <summary>Sets the type; an empty one is left out.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetSpanType(string spanType)
    {
        if (!string.IsNullOrEmpty(spanType) && ContentFor("type") is { } content) content.SpanType = spanType;
        return this;
    }

    /// <summary>Sets the log level, in place of the one the type gives.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetLogLevel(SpanLogLevel level)
    {
        if (ContentFor("log level") is { } content) content.LogLevel = level;
        return this;
    }

    /// <summary>Sets the status. <see cref="SpanStatusCode.Unset"/> ends as <see cref="SpanStatusCode.Ok"/>.</summary>
    /// <param name="status">The outcome.</param>
    /// <param name="description">The reason of an error.</param>
    /// <returns>This span.</returns>
    public MlflowSpan SetStatus(SpanStatusCode status, string? description = null)
    {
        ContentFor("status")?.SetStatus(status, description);
        return this;
    }

    /// <summary>Adds an event.</summary>
    /// <param name="name">The name; an empty one is left out.</param>
    /// <param name="attributes">Named values.</param>
    /// <param name="time">When it happened; default now.</param>
    /// <returns>This span.</returns>
    public MlflowSpan AddEvent(string name, IEnumerable<KeyValuePair<string, object?>>? attributes = null, DateTimeOffset? time = null)
    {
        if (string.IsNullOrEmpty(name) || ContentFor("event") is not { } content) return this;
        Guarded.Run("event", (content, name, attributes, time), static add => add.content.AddEvent(add.name, add.attributes, add.time));
        return this;
    }

    /// <summary>Notes that the work failed: an <c>exception</c> event and status ERROR with <c>Type: message</c>.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan RecordException(Exception exception)
    {
        if (exception is not null && ContentFor("exception") is { } content) content.RecordException(exception);
        return this;
    }

    private LiveContent? ContentFor(string what)
    {
        if (_content is null) return null;
        if (!HasEnded) return _content;
        SelfLog.Report("ended", $"'{what}' was set after the end of its span and is left out; set it before the span is disposed.");
        return null;
    }
}
