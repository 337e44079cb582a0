namespace MlflowAutolog.Wire.OpenAI;

/// <summary>Base64 that came in pieces. Each may be an encoding of its own, with padding: then the joined text is none, until the pieces are.</summary>
internal static class Base64Pieces
{
    /// <summary>One encoding of all that the pieces say; the text itself where it is one already, or no base64.</summary>
    public static string Join(string text)
    {
        var padding = text.AsSpan().TrimEnd('=').IndexOf('=');
        if (padding < 0) return text;
        using var content = new MemoryStream(text.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('=');
            end = end < 0 ? rest.Length : end + 1;
            while (end < rest.Length && rest[end] == '=') end++;
            var piece = new byte[end];
            if (!Convert.TryFromBase64Chars(rest[..end], piece, out var written)) return text;
            content.Write(piece, 0, written);
            rest = rest[end..];
        }

        return Convert.ToBase64String(content.GetBuffer(), 0, (int)content.Length);
    }
}
