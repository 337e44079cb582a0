namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>A private key in PEM, from its first line to its last; to the end of the text when the last line is missing, and from the last line back when the first is: it may have been cut off.</summary>
internal static class PrivateKeyBlock
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Rule = "-----";
    private const int LongestTitle = 64;

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        if (place[place.At + 1] != '-' || place[place.At - 1] == '-') return false;
        if (place.StartsAt(place.At, End)) return TryFindEnd(place, out edit);
        if (!place.StartsAt(place.At, Begin)) return false;
        var title = place.At + Begin.Length;
        var text = place.Text;
        if (!text.Slice(title, Math.Min(LongestTitle, text.Length - title)).Contains("PRIVATE KEY", StringComparison.Ordinal)) return false;
        var end = text[title..].IndexOf(End);
        if (end >= 0)
        {
            end += title + End.Length;
            var rule = text[end..].IndexOf(Rule);
            end = rule < 0 ? text.Length : end + rule + Rule.Length;
        }

        edit = new TextEdit(place.At, (end < 0 ? text.Length : end) - place.At, Placeholders.Key);
        return true;
    }

    private static bool TryFindEnd(in Place place, out TextEdit edit)
    {
        edit = default;
        var title = place.At + End.Length;
        var rest = place.Text.Slice(title, Math.Min(LongestTitle, place.Text.Length - title));
        var (key, rule) = (rest.IndexOf("PRIVATE KEY"), rest.IndexOf(Rule));
        if (key < 0 || rule < key) return false;
        var start = place.At;
        while (start > place.Taken && (char.IsAsciiLetterOrDigit(place[start - 1]) || place[start - 1] is '+' or '/' or '=' or '\r' or '\n')) start--;
        edit = new TextEdit(start, title + rule + Rule.Length - start, Placeholders.Key);
        return true;
    }
}
