using System.Text;

namespace MlflowAutolog.Wire.Forms;

/// <summary>Parameters of a header's value: <c>form-data; name="file"; filename*=utf-8''a%20b.wav</c>.</summary>
internal static class HeaderParameters
{
    /// <summary>The parameter's value without its quotes, null when there is none. The first of a name counts.</summary>
    public static string? Find(string header, string name)
    {
        var at = EndOf(header, 0);
        while (at < header.Length)
        {
            var start = at + 1;
            at = EndOf(header, start);
            var parameter = header.AsSpan(start, at - start);
            var equals = parameter.IndexOf('=');
            if (equals > 0 && parameter[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return Unquote(parameter[(equals + 1)..].Trim());
        }

        return null;
    }

    /// <summary>Where the value, or the parameter, that begins at <paramref name="from"/> ends. A semicolon within quotes ends nothing.</summary>
    private static int EndOf(string header, int from)
    {
        var isQuoted = false;
        for (var i = from; i < header.Length; i++)
        {
            if (header[i] == '"') isQuoted = !isQuoted;
            else if (header[i] == '\\' && isQuoted && IsEscape(header, i)) i++;
            else if (header[i] == ';' && !isQuoted) return i;
        }

        return header.Length;
    }

    private static string Unquote(ReadOnlySpan<char> value)
    {
        if (value is not ['"', .. var inner]) return value.ToString();
        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length && inner[i] != '"'; i++)
        {
            if (inner[i] == '\\' && IsEscape(inner, i)) i++;
            text.Append(inner[i]);
        }

        return text.ToString();
    }

    // Old clients send whole Windows paths as names: a backslash before anything else is itself.
    private static bool IsEscape(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && text[at + 1] is '"' or '\\';
}
