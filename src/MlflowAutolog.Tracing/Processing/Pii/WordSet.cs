namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Words that are looked up in a text, whatever their case and without a string for each. A set of the framework's can do that from .NET 9 on.</summary>
internal sealed class WordSet
{
    private const int Buckets = 1024;
    private readonly string[]?[] _buckets = new string[]?[Buckets];

    /// <param name="words">With spaces between them.</param>
    public WordSet(string words)
    {
        foreach (var bucket in words.Split(' ').GroupBy(static word => BucketOf(word))) _buckets[bucket.Key] = [.. bucket];
    }

    public bool Contains(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || _buckets[BucketOf(word)] is not { } candidates) return false;
        foreach (var candidate in candidates)
        {
            if (word.Equals(candidate, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>By length, first and last letter; their case is in a bit that does not count.</summary>
    private static int BucketOf(ReadOnlySpan<char> word) => (word.Length * 37 + (word[0] & 31) * 32 + (word[^1] & 31)) % Buckets;
}
