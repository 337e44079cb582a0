namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Keys that only their digits give away: Databricks (<c>dapi…</c>), Google's access tokens (<c>ya29.…</c>), SendGrid (<c>SG.….…</c>).</summary>
internal static class UnseparatedKeys
{
    private const int Back = 72;

    private static readonly (string Mark, int Length)[] Marks = [("dapi", 32), ("ya29.", 20), ("SG.", 40)];

    /// <summary>Whether there is a mark at all: one look at the whole spares one at each number.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.IndexOf("dapi") >= 0 || text.IndexOf("ya29.") >= 0 || text.IndexOf("SG.") >= 0;

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        if (!IsPart(place[place.At - 1])) return false;
        var start = place.At;
        while (start > place.Taken && place.At - start < Back && IsPart(place[start - 1])) start--;
        foreach (var (mark, length) in Marks)
        {
            if (!place.StartsAt(start, mark)) continue;
            var end = start + mark.Length;
            while (end < place.Text.Length && IsPart(place.Text[end])) end++;
            if (end - start - mark.Length < length) return false;
            edit = new TextEdit(start, end - start, Placeholders.Key);
            return true;
        }

        return false;
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
