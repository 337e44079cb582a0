namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>An address around an <c>@</c>: a local part, and a domain that ends in a word.</summary>
internal static class EmailRule
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;

    // icon@2x.png is a file, and no top-level domain is called so.
    private static readonly WordTable FileEndings = new((WordMeaning.Other, "png jpg jpeg gif svg webp css js ts tsx jsx json html xml yaml yml dll exe"));

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var start = Start(place);
        var local = place.Text[start..place.At];
        // git@host:owner/repository is nobody's address.
        if (local.IsEmpty || local is "git") return false;
        var end = End(place.Text, place.At + 1);
        if (end < 0) return false;
        edit = new TextEdit(start, end - start, Placeholders.Email);
        return true;
    }

    private static int Start(in Place place)
    {
        var least = Math.Max(place.Taken, place.At - LongestLocal);
        var start = place.At;
        while (start > least && IsLocal(place.Text[start - 1], start - 1 > least ? place.Text[start - 2] : ' ')) start--;
        while (start < place.At && place.Text[start] is '.' or '-' or '+' or '%' or '\'') start++;
        return start;
    }

    /// <summary>An apostrophe only in O'Neil, not in quotes.</summary>
    private static bool IsLocal(char c, char before) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' || (c == '\'' && char.IsLetter(before));

    /// <returns>Just behind the domain; -1 when it is none.</returns>
    private static int End(ReadOnlySpan<char> text, int at)
    {
        var most = Math.Min(text.Length, at + LongestDomain);
        var (label, end, labels, first) = (at, -1, 0, true);
        for (var i = at; i <= most; i++)
        {
            if (i < most && (char.IsLetterOrDigit(text[i]) || text[i] == '-')) continue;
            var word = text[label..i];
            if (word.IsEmpty || word[0] == '-' || (first && !word.ContainsAnyExceptInRange('0', '9'))) break;
            first = false;
            if (++labels > 1 && IsTopLevel(word)) end = i;
            if (i == most || text[i] != '.') break;
            label = i + 1;
        }

        // A @ b.Transpose() in code.
        return end >= 0 && end < text.Length && text[end] == '(' ? -1 : end;
    }

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return true;
        if (label.Length is < 2 or > 24) return false;
        foreach (var c in label)
        {
            if (!char.IsLetter(c)) return false;
        }

        return !FileEndings.Contains(label);
    }
}
