namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Keys that begin with their vendor's mark and <c>-</c> or <c>_</c>.</summary>
internal static class PrefixedKeys
{
    private const int ShortestRest = 14;

    /// <summary>So long is a part without <c>-</c> and <c>_</c> only in a key, digits or not.</summary>
    private const int SurelyRandom = 20;

    // Mark, and the length that one part of the rest has at least: CSS classes and package names begin so, too.
    private static readonly (string Mark, int Part)[] Marks =
    [
        ("sk-", 10), ("sk_live_", 14), ("sk_test_", 14), ("rk_live_", 14), ("rk_test_", 14), ("pk_live_", 14), ("whsec_", 16), ("ghp_", 16), ("gho_", 16), ("ghu_", 16), ("ghs_", 16), ("ghr_", 16), ("github_pat_", 16),
        ("glpat-", 10), ("gldt-", 10), ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10), ("xoxr-", 10), ("xoxs-", 10), ("xapp-", 10), ("hf_", 20), ("npm_", 20), ("pypi-", 16), ("gsk_", 20), ("xai-", 20), ("r8_", 20),
        ("dop_v1_", 20), ("shpat_", 20), ("sq0atp-", 10), ("nvapi-", 10), ("tvly-", 16), ("pplx-", 20), ("lsv2_pt_", 16), ("lsv2_sk_", 16), ("pcsk_", 10), ("dckr_pat_", 10), ("fal_", 20), ("AGE-SECRET-KEY-", 20),
    ];

    public static bool TryFind(Place place, out TextEdit edit)
    {
        edit = default;
        var before = place.Text[place.Taken..(place.At + 1)];
        foreach (var (mark, part) in Marks)
        {
            if (!before.EndsWith(mark, StringComparison.Ordinal)) continue;
            var start = place.At + 1 - mark.Length;
            if (char.IsLetterOrDigit(place[start - 1])) return false;
            var end = EndOf(place.Text, place.At + 1, out var longest, out var hasDigit);
            if (end - place.At - 1 < ShortestRest || longest < (hasDigit ? part : Math.Max(part, SurelyRandom))) return false;
            edit = new TextEdit(start, end - start, Placeholders.Key);
            return true;
        }

        return false;
    }

    private static int EndOf(ReadOnlySpan<char> text, int at, out int longest, out bool hasDigit)
    {
        (longest, hasDigit) = (0, false);
        var part = 0;
        for (; at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'); at++)
        {
            hasDigit |= char.IsAsciiDigit(text[at]);
            part = text[at] is '_' or '-' ? 0 : part + 1;
            longest = Math.Max(longest, part);
        }

        return at;
    }
}
