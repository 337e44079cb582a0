namespace MlflowAutolog.Fuzzing.Mutations;

internal static class Splice
{
    /// <summary>The bytes with something else in place of those from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static byte[] Replace(ReadOnlySpan<byte> bytes, int start, int end, ReadOnlySpan<byte> with)
    {
        var result = new byte[bytes.Length - (end - start) + with.Length];
        bytes[..start].CopyTo(result);
        with.CopyTo(result.AsSpan(start));
        bytes[end..].CopyTo(result.AsSpan(start + with.Length));
        return result;
    }

    public static T Any<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
