namespace MlflowAutolog.Exchanges;

/// <summary>A body as it was collected: whole in <paramref name="Head"/>, or with a hole before <paramref name="Tail"/>; one that cannot be read beyond its hole, or not at all, has no tail.</summary>
/// <param name="Head">The first bytes.</param>
/// <param name="Tail">The last bytes, empty when the body is whole.</param>
/// <param name="LeftOut">Bytes between them that were not kept.</param>
internal readonly record struct CapturedBody(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail, long LeftOut)
{
    public bool IsWhole => Tail.IsEmpty && LeftOut == 0;

    public bool IsEmpty => Head.IsEmpty;

    public bool HasBytesOf(CapturedBody other)
        => !IsEmpty && LeftOut == other.LeftOut && Head.Span.SequenceEqual(other.Head.Span) && Tail.Span.SequenceEqual(other.Tail.Span);
}
