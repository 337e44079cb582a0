using System.Buffers;

namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>User and password in an address: <c>postgres://user:password@host</c>.</summary>
internal static class UrlCredentials
{
    private const int Longest = 512;
    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create(" \t\r\n/?#\"'<>\\");

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        if (!place.StartsAt(place.At, "://") || !char.IsAsciiLetterOrDigit(place[place.At - 1])) return false;
        var start = place.At + 3;
        var rest = place.Text.Slice(start, Math.Min(Longest, place.Text.Length - start));
        var length = rest.IndexOfAny(AuthorityEnds);
        var at = (length < 0 ? rest : rest[..length]).LastIndexOf('@');
        if (at <= 0 || rest[..at].IndexOf(':') < 0) return false;
        edit = new TextEdit(start, at, Placeholders.Key);
        return true;
    }
}
