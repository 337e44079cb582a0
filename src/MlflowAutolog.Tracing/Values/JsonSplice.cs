namespace MlflowAutolog.Tracing.Values;

/// <summary>Replaces some values of a JSON text and copies the rest.</summary>
/// <param name="json">The text.</param>
internal sealed class JsonSplice(ReadOnlyMemory<byte> json)
{
    private readonly List<(int Start, int End, byte[] By)> _replaced = [];

    public bool IsEmpty => _replaced.Count == 0;

    /// <summary>In the order of the text; <paramref name="by"/> is JSON.</summary>
    public void Replace((int Start, int End) place, byte[] by) => _replaced.Add((place.Start, place.End, by));

    public byte[] ToArray()
    {
        byte[] result = new byte[json.Length + _replaced.Sum(item => item.By.Length - (item.End - item.Start))];
        int from = 0, to = 0;
        foreach (var (start, end, by) in _replaced)
        {
            json.Span[from..start].CopyTo(result.AsSpan(to));
            to += start - from;
            by.CopyTo(result, to);
            to += by.Length;
            from = end;
        }

        json.Span[from..].CopyTo(result.AsSpan(to));
        return result;
    }
}
