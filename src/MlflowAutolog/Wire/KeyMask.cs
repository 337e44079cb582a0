using System.Text;

namespace MlflowAutolog.Wire;

/// <summary>Masks API keys in a server's error text: some servers repeat the key they reject.</summary>
internal static class KeyMask
{
    private const int Shown = 3;
    private const int ShortestPrefixed = 10;
    private const int ShortestBare = 32;
    private static readonly string[] Prefixes = ["sk-", "pk-", "rk-", "sk_", "gsk_", "xai-", "AIza", "hf_", "r8_", "pplx-", "nvapi-", "ghp_", "github_pat_", "csk-", "sess-", "AKIA", "eyJ", "key-", "fw_", "tgp_"];

    public static string Apply(string text)
    {
        StringBuilder? masked = null;
        var copied = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && IsKeyCharacter(text[end])) end++;
            var next = end + 1;
            while (end > start && text[end - 1] == '.') end--;
            if (end > start && IsKey(text.AsSpan(start, end - start), text.AsSpan(0, start)))
            {
                masked ??= new StringBuilder(text.Length);
                masked.Append(text, copied, start - copied + Shown).Append("***");
                copied = end;
            }

            start = next;
        }

        return masked?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private static bool IsKeyCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '*' or '.' or '=' or '+' or '/';

    private static bool IsKey(ReadOnlySpan<char> token, ReadOnlySpan<char> before)
    {
        if (before.EndsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return token.Length >= ShortestPrefixed;
        foreach (var prefix in Prefixes)
        {
            if (token.StartsWith(prefix, StringComparison.Ordinal)) return token.Length >= ShortestPrefixed;
        }

        // Azure's keys have no prefix; a long token is one only where the text speaks of keys, else it may be a request id.
        return token.Length >= ShortestBare && !token.Contains('/') && SpeaksOfKeys(before);
    }

    private static bool SpeaksOfKeys(ReadOnlySpan<char> before)
    {
        var near = before.Length > 40 ? before[^40..] : before;
        return near.Contains("key", StringComparison.OrdinalIgnoreCase) || near.Contains("token", StringComparison.OrdinalIgnoreCase);
    }
}
