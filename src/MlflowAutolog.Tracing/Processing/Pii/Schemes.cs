namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>The word before the secret in an <c>Authorization</c> header.</summary>
internal static class Schemes
{
    private static readonly string[] Words = ["bearer ", "basic ", "token ", "apikey ", "digest ", "negotiate "];

    /// <summary>Of the word and its space; 0 when there is none.</summary>
    public static int LengthOf(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return word.Length;
        }

        return 0;
    }
}
