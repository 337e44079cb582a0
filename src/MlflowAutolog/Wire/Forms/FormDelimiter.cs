namespace MlflowAutolog.Wire.Forms;

/// <summary>A line between two parts of a form.</summary>
/// <param name="Start">Where the part before it ends; the line break in front belongs to the delimiter.</param>
/// <param name="After">Where the next part begins.</param>
/// <param name="IsLast">Whether no part follows.</param>
internal readonly record struct FormDelimiter(int Start, int After, bool IsLast)
{
    /// <param name="body">Of a form.</param>
    /// <param name="mark">Two hyphens and the boundary.</param>
    /// <param name="from">Where to begin to look.</param>
    public static FormDelimiter? Find(ReadOnlySpan<byte> body, ReadOnlySpan<byte> mark, int from)
    {
        while (from < body.Length && body[from..].IndexOf(mark) is >= 0 and var found)
        {
            var at = from + found;
            var end = at + mark.Length;
            // The boundary may be the beginning of a longer text.
            if ((at == 0 || body[at - 1] == '\n') && (end == body.Length || body[end] is (byte)'-' or (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'))
                return new FormDelimiter(StartOf(body, at), LineAfter(body, end), body[end..].StartsWith("--"u8));
            from = end;
        }

        return null;
    }

    private static int StartOf(ReadOnlySpan<byte> body, int at)
    {
        if (at == 0) return 0;
        return at > 1 && body[at - 2] == '\r' ? at - 2 : at - 1;
    }

    private static int LineAfter(ReadOnlySpan<byte> body, int end)
        => body[end..].IndexOf((byte)'\n') is >= 0 and var length ? end + length + 1 : body.Length;
}
