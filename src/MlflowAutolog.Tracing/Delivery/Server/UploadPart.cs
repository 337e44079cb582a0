using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>A trace of a batch, or some of its spans. <paramref name="Index"/> is its place in the batch.</summary>
internal readonly record struct UploadPart(int Index, TraceData Data)
{
    /// <summary>Two halves by traces, or by spans when there is one trace; <see langword="null"/> when a single span is left.</summary>
    public static (IReadOnlyList<UploadPart> First, IReadOnlyList<UploadPart> Second)? Halve(IReadOnlyList<UploadPart> parts)
    {
        if (parts.Count > 1) return ([.. parts.Take(parts.Count / 2)], [.. parts.Skip(parts.Count / 2)]);
        var spans = parts[0].Data.Spans;
        if (spans.Count < 2) return null;
        return ([parts[0].With([.. spans.Take(spans.Count / 2)])], [parts[0].With([.. spans.Skip(spans.Count / 2)])]);
    }

    /// <summary>The trace in pieces that each fit a request; itself when it does.</summary>
    public IEnumerable<UploadPart> Cut(BatchLimits limits)
    {
        var piece = new List<SpanData>();
        long bytes = 0;
        foreach (var span in Data.Spans)
        {
            var size = TraceSize.Of(span);
            if (piece.Count > 0 && (piece.Count == limits.SpansOfOneTrace || bytes + size > limits.Bytes))
            {
                yield return With(piece);
                piece = [];
                bytes = 0;
            }

            piece.Add(span);
            bytes += size;
        }

        yield return piece.Count == Data.Spans.Count ? this : With(piece);
    }

    private UploadPart With(IReadOnlyList<SpanData> spans)
    {
        var root = Data.Root;
        return this with { Data = Data with { Spans = spans, Root = root is not null && spans.Contains(root) ? root : null } };
    }
}
