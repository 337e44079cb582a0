using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Recording.Streams;

/// <summary>One enumeration of a traced sequence: its span, the flow of the producer, and what was read so far.</summary>
/// <remarks>
/// The span has to be current for the producer and never for the consumer, though both run on one thread by turns: the enumerators enter before each step of the producer and leave after it.
/// </remarks>
internal sealed class StreamSpan<T>(StreamCall<T> call)
{
    private readonly ChunkBudget _chunks = new();
    private StreamItems<T>? _items;
    private IAmbient? _inside;
    private bool _isOver;
    private bool _hasFailed;

    public MlflowSpan Span { get; private set; } = MlflowSpan.None;

    /// <summary>The trace is complete when this is; where the host may freeze then, it is to be delivered before.</summary>
    public bool IsTrace { get; private set; }

    public MlflowTracer Tracer => call.Tracer;

    /// <summary>Starts the span, on the flow of whoever reads first.</summary>
    public void Start()
    {
        Span = SpanRecording.Start(call.Tracer, AmbientSpan.Find(call.Tracer), call.Start).Given(call.Inputs, attributes: null);
        IsTrace = Span is { IsRecording: true, Parent: null };
        _inside = AmbientSpan.Flow;
        if (!Span.CapturesContent) return;
        _items = new StreamItems<T>(keepsItems: call.Reducer is not null);
        Span.GiveUp = SetOutputs;
    }

    /// <summary>The producer's flow, as it left it; for what is not recorded the caller's.</summary>
    public void Enter()
    {
        if (!IsBare) AmbientSpan.Flow = _inside;
    }

    /// <summary>The caller's flow again.</summary>
    public void Leave(IAmbient? outside)
    {
        if (IsBare) return;
        // What a producer leaves open across a yield is current for it again when it goes on.
        _inside = AmbientSpan.Flow;
        AmbientSpan.Flow = outside;
    }

    /// <summary>Notes an item. Its form is taken now: the producer may yield one object again and again.</summary>
    public void Read(T item)
    {
        if (_items is not { } items || !Span.IsRecording) return;
        if (items.IsFull)
        {
            // Beyond the outputs there are no events either: nothing is written for what is only counted.
            items.LeaveOut();
            _chunks.LeaveOut();
            return;
        }

        var json = JsonValue.From(item);
        var index = _chunks.Count;
        if (_chunks.TryTake(json.Length)) Span.AddChunk(index, json);
        items.Add(item, json);
    }

    /// <summary>For a filter of exceptions, which never catches: the failure passes untouched.</summary>
    public bool Note(Exception failure)
    {
        Span.RecordException(failure);
        _isOver = _hasFailed = true;
        return false;
    }

    /// <summary>The producer came to its end.</summary>
    public void Complete() => _isOver = true;

    /// <summary>Ends the span when its work is over.</summary>
    /// <param name="abandoned">The consumer reads no further, so it is over for that reason if not for another.</param>
    public void EndIfOver(bool abandoned = false)
    {
        if ((!_isOver && !abandoned) || !Span.IsRecording)
        {
            // What sampling left out carries its decision no further than the producer.
            if (_isOver || abandoned) Span.Dispose();
            return;
        }

        if (!_isOver) Span.SetAttribute(WireNames.StreamAbandoned, true);
        SetOutputs();
        Span.Dispose();
    }

    private bool IsBare => ReferenceEquals(Span, MlflowSpan.None);

    private void SetOutputs()
    {
        // A failure before the first item has no outputs, as that of any function.
        if (_items is not { } items || !Span.IsRecording || (_hasFailed && _chunks.Count == 0)) return;
        if (items.LeftOut > 0) Span.SetAttribute(WireNames.ItemsLeftOut, items.LeftOut);
        if (_chunks.LeftOut > 0) Span.SetAttribute(WireNames.ChunksLeftOut, _chunks.LeftOut);
        if (call.Reducer is { } reducer)
        {
            Guarded.Run("reducer", (Span, items, reducer), static reduce => reduce.Span.Returned(reduce.reducer(reduce.items.ToList())));
        }

        // Also where the reducer failed: it only shortens.
        Span.ReturnedJson(items.ToJson());
    }
}
