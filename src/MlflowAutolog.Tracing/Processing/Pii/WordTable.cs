namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>What words mean, looked up in a text whatever their case and without a string for each. A dictionary of the framework's can do that from .NET 9 on.</summary>
internal sealed class WordTable
{
    private const int Buckets = 1024;
    private readonly (string Word, WordMeaning Meaning)[]?[] _buckets = new (string, WordMeaning)[]?[Buckets];

    /// <param name="lists">Words with spaces between them. One may stand in several lists.</param>
    public WordTable(params (WordMeaning Meaning, string Words)[] lists)
    {
        var words = lists.SelectMany(static list => list.Words.Split(' ').Select(word => (Word: word, list.Meaning)))
            .GroupBy(static item => item.Word)
            .Select(static group => (Word: group.Key, Meaning: group.Aggregate(WordMeaning.None, static (all, item) => all | item.Meaning)));
        foreach (var bucket in words.GroupBy(static item => BucketOf(item.Word))) _buckets[bucket.Key] = [.. bucket];
    }

    public bool Contains(ReadOnlySpan<char> word) => Of(word) != WordMeaning.None;

    public WordMeaning Of(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || _buckets[BucketOf(word)] is not { } candidates) return WordMeaning.None;
        foreach (var (candidate, meaning) in candidates)
        {
            if (word.Equals(candidate, StringComparison.OrdinalIgnoreCase)) return meaning;
        }

        return WordMeaning.None;
    }

    /// <summary>By length, first and last letter; their case is in a bit that does not count.</summary>
    private static int BucketOf(ReadOnlySpan<char> word) => (word.Length * 37 + (word[0] & 31) * 32 + (word[^1] & 31)) % Buckets;
}
