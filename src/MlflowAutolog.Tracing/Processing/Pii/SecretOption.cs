namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>A secret behind the option of a command: <c>--password x</c>, <c>-ApiKey x</c>. With <c>=</c> it is a pair.</summary>
internal static class SecretOption
{
    private const int LongestName = 64;

    private static readonly WordTable Prose = new((WordMeaning.Prose,
        "a an and are argument arguments as at but by can cannot does else ever first flag flags for from has if in instead into is it its may means must needed needs no not on once option options or parameter parameters prompts setting should so switch takes than that the then this to twice under unless value was when where which will with without"));

    /// <param name="place">At the first hyphen.</param>
    /// <param name="edit">The find.</param>
    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        if (place.Char != '-' || Place.IsWord(place[place.At - 1])) return false;
        var text = place.Text;
        var start = place[place.At + 1] == '-' ? place.At + 2 : place.At + 1;
        var end = start;
        while (end < text.Length && end - start < LongestName && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.')) end++;
        if (end == start || place[end] != ' ') return false;
        var name = text[start..end];
        var isToken = SecretNames.IsToken(name);
        if (!isToken && !SecretNames.Has(name) && !SecretNames.IsShort(name)) return false;
        var value = SecretValue.Read(text, end);
        if (value.IsNone(text) || value.Of(text) is ['-' or '.', ..] || (!value.IsQuoted && Prose.Contains(value.Of(text).TrimEnd('.'))) || (isToken && !SecretPairs.IsToken(value.Of(text)))) return false;
        edit = value.ToEdit();
        return true;
    }
}
