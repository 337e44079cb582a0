using MlflowAutolog.Fuzzing.Corpus;

namespace MlflowAutolog.Fuzzing.Mutations;

/// <summary>Changes that know nothing of what the bytes mean.</summary>
internal static class ByteMutations
{
    private const int MostBytes = 192 * 1024;

    public static byte[] Apply(byte[] bytes, Body other, Random random)
    {
        if (bytes.Length == 0) return other.Bytes;
        var at = random.Next(bytes.Length);
        var end = Math.Min(bytes.Length, at + 1 + random.Next(random.Next(8) == 0 ? bytes.Length : 24));
        switch (random.Next(8))
        {
            case 0: return Flip(bytes, at, random);
            case 1: return Splice.Replace(bytes, at, at + 1, [(byte)random.Next(256)]);
            case 2: return Splice.Replace(bytes, at, end, []);
            case 3: return Splice.Replace(bytes, at, at, bytes.AsSpan(at..end));
            case 4: return bytes[..at];
            case 5: return bytes[at..];
            case 6: return Cross(bytes, at, other.Bytes, random);
            default: return Splice.Replace(bytes, at, random.Next(2) == 0 ? at : end, random.Any(Fragments.Tokens));
        }
    }

    /// <summary>A piece of it again and again: what costs the square of its length shows here.</summary>
    public static byte[] Amplify(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) return bytes;
        var at = random.Next(bytes.Length);
        var piece = bytes.AsSpan(at, Math.Min(1 + random.Next(random.Next(2) == 0 ? 16 : 400), bytes.Length - at));
        if (random.Next(3) == 0) piece = random.Any(Fragments.Tokens);
        var count = random.Next(1, MostBytes / piece.Length);
        var repeated = new byte[piece.Length * count];
        for (var i = 0; i < count; i++) piece.CopyTo(repeated.AsSpan(i * piece.Length));
        return Splice.Replace(bytes, at, at, repeated);
    }

    private static byte[] Flip(byte[] bytes, int at, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[at] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Cross(byte[] bytes, int at, byte[] other, Random random)
        => other.Length == 0 ? bytes[..at] : [.. bytes.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length))];
}
