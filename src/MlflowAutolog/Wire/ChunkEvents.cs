using System.Globalization;
using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire;

/// <summary>An event for each chunk of a stream, as MLflow Python has them, as far as <see cref="ChunkBudget"/> goes.</summary>
internal sealed class ChunkEvents(CapturedExchange exchange, SpanData span, CallContent content)
{
    private readonly ChunkBudget _budget = new();
    private int _mark;
    private TimeSpan? _first;

    public long Count => _budget.Count;

    /// <summary>Adds the chunk that ended <paramref name="offset"/> bytes into the reply.</summary>
    public void Add(ReadOnlySpan<byte> data, long offset)
    {
        var elapsed = ArrivalOf(offset);
        _first ??= elapsed;
        var index = Count;
        if (!_budget.TryTake(data.Length) || !content.CapturesContent) return;
        var name = WireNames.ChunkPrefix + index.ToString(CultureInfo.InvariantCulture);
        var value = AttributeValue.Of(Encoding.UTF8.GetString(data));
        content.Add(new SpanEventData(name, span.StartUnixNano + elapsed.Ticks * TimeSpan.NanosecondsPerTick, [new SpanAttribute(WireNames.ChunkValue, value)]));
    }

    public void Finish()
    {
        if (_first is { } first) content.Set(Names.FirstChunk, AttributeValue.Of(first.TotalMilliseconds));
        if (content.CapturesContent && _budget.LeftOut > 0) content.Set(WireNames.ChunksLeftOut, AttributeValue.Of(_budget.LeftOut));
    }

    // Offsets of a compressed reply are those of its packed bytes: then the marks are too small and the last one is taken, late but never wrong in order.
    private TimeSpan ArrivalOf(long offset)
    {
        var marks = exchange.Marks;
        if (marks.Count == 0) return TimeSpan.Zero;
        while (_mark < marks.Count - 1 && marks[_mark].Offset < offset) _mark++;
        return marks[_mark].Elapsed;
    }
}
