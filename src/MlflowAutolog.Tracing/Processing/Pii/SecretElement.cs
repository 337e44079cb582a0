namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>A secret in an element that is named so: <c>&lt;password>x&lt;/password></c>.</summary>
internal static class SecretElement
{
    private const int LongestTag = 128;
    private const int LongestValue = 4096;
    private const string DataStart = "<![CDATA[";

    /// <param name="place">At the end of the opening tag.</param>
    /// <param name="edit">The find.</param>
    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var text = place.Text;
        var least = Math.Max(place.Taken, place.At - LongestTag);
        var open = text[least..place.At].LastIndexOf('<');
        if (open < 0 || text[least + open + 1] == '/') return false;
        var name = NameOf(text[(least + open + 1)..place.At]);
        var isToken = SecretNames.IsToken(name);
        if (!isToken && !SecretNames.Has(name) && !SecretNames.IsShort(name)) return false;
        var start = place.At + 1;
        var isData = text[start..].StartsWith(DataStart);
        if (isData) start += DataStart.Length;
        var rest = text.Slice(start, Math.Min(LongestValue, text.Length - start));
        var length = isData ? rest.IndexOf("]]>") : rest.IndexOf("</");
        // Without an end it is a placeholder in prose: "--user <user> <password> …".
        if (length < 0) return false;
        var value = rest[..length];
        if (value.IsWhiteSpace() || value.Contains('<') || SecretValue.IsPlaceholder(value.Trim()) || (isToken && !SecretPairs.IsToken(value.Trim()))) return false;
        edit = new TextEdit(start, length, Placeholders.Key);
        return true;
    }

    /// <summary>Without its namespace and attributes; empty for a closing tag.</summary>
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var space = tag.IndexOfAny(' ', '\n', '\t');
        var name = space < 0 ? tag : tag[..space];
        return name[(name.LastIndexOf(':') + 1)..];
    }
}
