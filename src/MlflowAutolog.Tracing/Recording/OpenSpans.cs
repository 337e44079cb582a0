namespace MlflowAutolog.Tracing.Recording;

/// <summary>The spans of one trace that run. Linked through the spans themselves: a trace of one needs no list, and one of many closes each in constant time. Not thread-safe.</summary>
internal struct OpenSpans
{
    private MlflowSpan? _newest;

    public readonly bool IsEmpty => _newest is null;

    public void Add(MlflowSpan span)
    {
        span.OpenedBefore = _newest;
        if (_newest is not null) _newest.OpenedAfter = span;
        _newest = span;
    }

    public void Remove(MlflowSpan span)
    {
        if (span.OpenedBefore is { } before) before.OpenedAfter = span.OpenedAfter;
        if (span.OpenedAfter is { } after) after.OpenedBefore = span.OpenedBefore;
        else if (ReferenceEquals(_newest, span)) _newest = span.OpenedBefore;
        (span.OpenedBefore, span.OpenedAfter) = (null, null);
    }

    /// <summary>As they are now, the latest first.</summary>
    public readonly MlflowSpan[] ToArray()
    {
        var spans = new List<MlflowSpan>();
        for (var span = _newest; span is not null; span = span.OpenedBefore) spans.Add(span);
        return [.. spans];
    }
}
