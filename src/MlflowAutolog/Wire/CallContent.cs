using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire;

/// <summary>What a format found out about a span, until it is put into the finished one.</summary>
internal sealed class CallContent(bool capturesContent)
{
    private readonly List<SpanAttribute> _attributes = [];
    private readonly List<SpanEventData> _events = [];

    /// <summary>Whether inputs, outputs, tools and chunks are wanted.</summary>
    public bool CapturesContent => capturesContent;

    /// <summary>Whether embeddings are wanted number by number.</summary>
    public bool CapturesVectors { get; init; }

    /// <summary>Beyond it a body is kept without its middle.</summary>
    public int MaxBodyBytes { get; init; }

    public long EndUnixNano { get; init; }

    public JsonText Inputs { get; private set; }

    public JsonText Outputs { get; private set; }

    /// <summary>The model asked for, until a reply names the one that answered.</summary>
    public string? Model { get; set; }

    public TokenUsage? Usage { get; set; }

    /// <summary>The conversation that the call is part of, as the API names it.</summary>
    public string? Session { get; set; }

    public string? Failure { get; private set; }

    public void SetInputs(ReadOnlyMemory<byte> json)
    {
        if (capturesContent) Inputs = new JsonText(json);
    }

    public void SetOutputs(ReadOnlyMemory<byte> json)
    {
        if (capturesContent) Outputs = new JsonText(json);
    }

    public void Set(string key, AttributeValue value)
    {
        _attributes.RemoveAll(attribute => attribute.Key == key);
        _attributes.Add(new SpanAttribute(key, value));
    }

    /// <summary>What was set by that name, null when nothing was.</summary>
    public AttributeValue? Find(string key) => _attributes.Find(attribute => attribute.Key == key) is { Key: not null } found ? found.Value : null;

    public void Add(SpanEventData @event) => _events.Add(@event);

    /// <summary>Notes binary content whose middle was not kept, and says what is to stand in its place.</summary>
    public string LeaveOut(string contentType, long size)
    {
        if (capturesContent) _events.Add(AttachmentNote.Event(contentType, size, MaxBodyBytes, EndUnixNano));
        return AttachmentNote.NotKept(size, MaxBodyBytes);
    }

    /// <summary>Notes a failure as an <c>exception</c> event and the span's status.</summary>
    public void Fail(string type, string message, string? stack, long unixNano)
    {
        var record = ExceptionRecord.Of(type, message, stack, unixNano);
        Failure = record.StatusMessage;
        _events.Add(record.Event);
    }

    public SpanData ApplyTo(SpanData span)
    {
        if (Model is { Length: > 0 } model) Set(WireNames.Model, AttributeValue.Of(model));
        if (Usage is { } usage) Set(WireNames.ChatTokenUsage, AttributeValue.OfJson(UsageJson.Write(usage)));
        if (Failure is not null) Set(WireNames.SpanLogLevel, AttributeValue.Of((long)SpanLogLevel.Error));
        return span with
        {
            Inputs = Inputs.IsAbsent ? span.Inputs : Inputs,
            Outputs = Outputs.IsAbsent ? span.Outputs : Outputs,
            Attributes = [.. span.Attributes.Where(given => _attributes.TrueForAll(ours => ours.Key != given.Key)), .. _attributes],
            Events = [.. span.Events, .. _events],
            Status = Failure is null ? span.Status : SpanStatusCode.Error,
            StatusMessage = Failure ?? span.StatusMessage,
            Session = Session ?? span.Session,
            Deferred = null,
        };
    }
}
