namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Keys that begin with their vendor's mark and <c>-</c> or <c>_</c>.</summary>
internal static class PrefixedKeys
{
    private const int ShortestRest = 14;
    private const int MostLooked = 256;

    /// <summary>So long is a part without <c>-</c> and <c>_</c> only in a key, digits or not.</summary>
    private const int SurelyRandom = 20;

    // Mark, and the length that one part of the rest has at least: CSS classes and package names begin so, too.
    private static readonly (string Mark, int Part)[] Marks =
    [
        ("sk-", 10), ("sk_live_", 14), ("sk_test_", 14), ("rk_live_", 14), ("rk_test_", 14), ("pk_live_", 14), ("whsec_", 16), ("ghp_", 16), ("gho_", 16), ("ghu_", 16), ("ghs_", 16), ("ghr_", 16), ("github_pat_", 16),
        ("glpat-", 10), ("gldt-", 10), ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10), ("xoxr-", 10), ("xoxs-", 10), ("xapp-", 10), ("hf_", 20), ("npm_", 20), ("pypi-", 16), ("gsk_", 20), ("xai-", 20), ("r8_", 20),
        ("dop_v1_", 20), ("shpat_", 20), ("sq0atp-", 10), ("nvapi-", 10), ("tvly-", 16), ("pplx-", 20), ("lsv2_pt_", 16), ("lsv2_sk_", 16), ("pcsk_", 10), ("dckr_pat_", 10), ("fal_", 20), ("AGE-SECRET-KEY-", 20), ("GOCSPX-", 10),
    ];

    // By the character before the sign: a hyphen in a word costs one look.
    private static readonly (string Mark, int Part)[]?[] ByLast = Group();

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var last = place[place.At - 1];
        if (last >= ByLast.Length || ByLast[last] is not { } marks || !HasRest(place)) return false;
        var before = place.Text[place.Taken..(place.At + 1)];
        foreach (var (mark, part) in marks)
        {
            if (!before.EndsWith(mark, StringComparison.Ordinal)) continue;
            var start = place.At + 1 - mark.Length;
            if (char.IsLetterOrDigit(place[start - 1]) || !IsRandom(place.Text[(place.At + 1)..], part)) return false;
            var end = place.At + 1;
            while (end < place.Text.Length && IsPart(place.Text[end])) end++;
            edit = new TextEdit(start, end - start, Placeholders.Key);
            return true;
        }

        return false;
    }

    /// <summary>Whether a mark may end in that character and the sign.</summary>
    public static bool MayMark(char last) => last < ByLast.Length && ByLast[last] is not null;

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static bool HasRest(in Place place)
    {
        var rest = place.Text[(place.At + 1)..];
        if (rest.Length < ShortestRest) return false;
        foreach (var c in rest[..ShortestRest])
        {
            if (!IsPart(c)) return false;
        }

        return true;
    }

    /// <summary>By its beginning; no part of a key is longer.</summary>
    private static bool IsRandom(ReadOnlySpan<char> rest, int least)
    {
        var (part, longest, hasDigit) = (0, 0, false);
        foreach (var c in rest[..Math.Min(rest.Length, MostLooked)])
        {
            if (!IsPart(c)) break;
            hasDigit |= char.IsAsciiDigit(c);
            part = c is '_' or '-' ? 0 : part + 1;
            longest = Math.Max(longest, part);
        }

        return longest >= (hasDigit ? least : Math.Max(least, SurelyRandom));
    }

    private static (string Mark, int Part)[]?[] Group()
    {
        var groups = new (string Mark, int Part)[]?[128];
        foreach (var group in Marks.GroupBy(item => item.Mark[^2])) groups[group.Key] = [.. group];
        return groups;
    }
}
