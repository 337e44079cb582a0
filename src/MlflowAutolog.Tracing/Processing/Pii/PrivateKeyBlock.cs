namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>A private key in PEM, from its first line to its last; to the end of the text when the last line is missing.</summary>
internal static class PrivateKeyBlock
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Rule = "-----";
    private const int LongestTitle = 64;

    public static bool TryFind(Place place, out TextEdit edit)
    {
        edit = default;
        if (!place.StartsAt(place.At, Begin) || place[place.At - 1] == '-') return false;
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
}
