namespace MlflowAutolog.Tracing.Values;

/// <summary>How entries of a container share its bytes.</summary>
/// <param name="Head">Entries kept from the front.</param>
/// <param name="LeftOut">Entries left out behind those; the rest is kept.</param>
/// <param name="Level">What one entry may take: small ones are whole, and the large ones have the rest in equal parts.</param>
internal readonly record struct BudgetShare(int Head, int LeftOut, int Level)
{
    /// <param name="sizes">Of all entries.</param>
    /// <param name="limit">Bytes for them together.</param>
    /// <param name="least">Rather than to give each entry less than this, entries of the middle are left out; two thirds of the room are the head's.</param>
    public static BudgetShare Of(int[] sizes, int limit, int least)
    {
        int atLeast = Math.Max(least, limit / Math.Max(1, sizes.Length));
        if (Sum(sizes, atLeast) <= limit) return new BudgetShare(sizes.Length, 0, LevelOf(sizes, limit));

        int head = 0, tail = 0;
        for (long room = limit / 3 * 2L; head < sizes.Length && (head == 0 || room >= Math.Min(sizes[head], atLeast)); head++) room -= Math.Min(sizes[head], atLeast);
        for (long room = limit / 3; tail < sizes.Length - head && (tail == 0 || room >= Math.Min(sizes[^(tail + 1)], atLeast)); tail++) room -= Math.Min(sizes[^(tail + 1)], atLeast);
        return new BudgetShare(head, sizes.Length - head - tail, LevelOf([.. sizes[..head], .. sizes[^tail..]], limit));
    }

    private static long Sum(int[] sizes, int level)
    {
        long sum = 0;
        foreach (int size in sizes) sum += Math.Min(size, level);
        return sum;
    }

    /// <summary>The level to which all may be filled.</summary>
    private static int LevelOf(int[] sizes, int limit)
    {
        int[] ascending = [.. sizes.Order()];
        long room = limit;
        for (int i = 0; i < ascending.Length; i++)
        {
            long share = room / (ascending.Length - i);
            if (ascending[i] > share) return (int)Math.Max(0, share);
            room -= ascending[i];
        }

        return int.MaxValue;
    }
}
