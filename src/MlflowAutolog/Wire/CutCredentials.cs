using System.Text;

namespace MlflowAutolog.Wire;

/// <summary>Hides what a request hands over so that the model's side may use the application's servers, in a member that was cut: it is no JSON any more, and reaches to the end of the body, over all members behind it.</summary>
internal static class CutCredentials
{
    private const string Mask = "\"***\"";
    private static readonly string[] Names = ["\"authorization\"", "\"authorization_token\"", "\"headers\"", "\"domain_secrets\"", "\"data_sources\"", "\"dataSources\""];

    /// <summary>The same text where there are none.</summary>
    /// <param name="text">JSON as it was sent, with a hole.</param>
    /// <param name="holeAt">Where the hole is.</param>
    public static string Hide(string text, int holeAt)
    {
        StringBuilder? hidden = null;
        var copied = 0;
        for (var at = 0; FindValue(text, at) is { } start; at = copied)
        {
            hidden ??= new StringBuilder(text.Length);
            hidden.Append(text, copied, start - copied).Append(Mask);
            var end = EndOf(text, start);
            // Quotes and brackets are missing in the hole: what seems to end behind it may not.
            copied = start <= holeAt && end > holeAt ? text.Length : end;
        }

        return hidden?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    /// <summary>Where the value of the next name begins.</summary>
    private static int? FindValue(string text, int from)
    {
        int? first = null;
        foreach (var name in Names)
        {
            for (var at = text.IndexOf(name, from, StringComparison.Ordinal); at >= 0 && !(at > first); at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                var colon = SkipSpace(text, at + name.Length);
                if (colon == text.Length || text[colon] != ':') continue;
                first = SkipSpace(text, colon + 1);
                break;
            }
        }

        return first;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\r' or '\t') at++;
        return at;
    }

    private static int EndOf(string text, int at)
    {
        var depth = 0;
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at = EndOfString(text, at);
                    if (depth == 0) return Math.Min(at + 1, text.Length);
                    break;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']' when --depth <= 0:
                    return depth < 0 ? at : at + 1;
                case ',' when depth == 0:
                    return at;
            }
        }

        return text.Length;
    }

    private static int EndOfString(string text, int at)
    {
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\') at++;
        }

        return at;
    }
}
