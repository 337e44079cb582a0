namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>The value of <c>Cookie</c> and <c>Set-Cookie</c>: to the end of its line, because the parts have names that nobody knows.</summary>
internal static class CookieHeader
{
    private const int Longest = 8192;

    public static bool Has(ReadOnlySpan<char> name) => name.Equals("cookie", StringComparison.OrdinalIgnoreCase) || name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is such a value: prose about cookies has no pair in it.</summary>
    public static bool IsValue(ReadOnlySpan<char> text) => text.IndexOf('=') > 0 && !SecretValue.IsPlaceholder(text);

    /// <param name="place">At the sign.</param>
    /// <param name="nameStart">Where the name begins.</param>
    /// <param name="edit">The find.</param>
    public static bool TryFind(in Place place, int nameStart, out TextEdit edit)
    {
        var value = SecretValue.Read(place.Text, place.At + 1);
        edit = value.ToEdit();
        if (!value.IsQuoted)
        {
            var rest = place.Text.Slice(value.Start, Math.Min(Longest, place.Text.Length - value.Start));
            // -H 'Cookie: a=b' ends with its quote, and a header in JSON with JSON's.
            var end = place[nameStart - 1] == '\'' ? rest.IndexOfAny("\r\n\"'") : rest.IndexOfAny('\r', '\n', '"');
            edit = edit with { Length = (end < 0 ? rest : rest[..end]).TrimEnd().Length };
        }

        if (edit.Length > 0 && IsValue(place.Text.Slice(edit.Start, edit.Length))) return true;
        edit = default;
        return false;
    }
}
