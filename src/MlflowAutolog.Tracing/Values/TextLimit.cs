namespace MlflowAutolog.Tracing.Values;

/// <summary>Cuts text by Unicode code points, as MLflow counts.</summary>
internal static class TextLimit
{
    /// <summary>The text, or its beginning and <paramref name="mark"/>, together exactly <paramref name="limit"/> code points.</summary>
    public static string Cut(string text, int limit, string mark)
    {
        if (text.Length <= limit)
            return text;

        int kept = 0, codePoints = 0, position = 0;
        while (position < text.Length)
        {
            if (codePoints == limit - mark.Length)
                kept = position;
            if (++codePoints > limit)
                return string.Concat(text.AsSpan(0, kept), mark);
            position += char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;
        }

        return text;
    }
}
