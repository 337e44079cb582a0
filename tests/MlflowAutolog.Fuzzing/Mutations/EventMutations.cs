using MlflowAutolog.Fuzzing.Corpus;

namespace MlflowAutolog.Fuzzing.Mutations;

/// <summary>Changes of the order and the framing of a stream's events.</summary>
internal static class EventMutations
{
    private static readonly byte[][] LineEnds = ["\r\n"u8.ToArray(), "\r"u8.ToArray(), "\n\r"u8.ToArray(), ""u8.ToArray(), "\n\n"u8.ToArray(), "\r\r\n"u8.ToArray()];

    public static byte[] Apply(byte[] bytes, Body other, Random random)
    {
        var events = Split(bytes);
        if (events.Count == 0) return bytes;
        var part = random.Any(events);
        switch (random.Next(7))
        {
            case 0: return Splice.Replace(bytes, part.Start, part.End, []);
            case 1: return Splice.Replace(bytes, part.Start, part.Start, bytes.AsSpan(part.Start, part.Length));
            case 2: return Splice.Replace(bytes, part.Start, part.Start, Taken(bytes, events, random));
            case 3: return Splice.Replace(bytes, part.Start, part.Start, Taken(other.Bytes, Split(other.Bytes), random));
            case 4: return Splice.Replace(bytes, part.End - 1, part.End, random.Any(LineEnds));
            case 5: return Reframe(bytes, random.Any(LineEnds));
            default: return Splice.Replace(bytes, part.Start + random.Next(part.Length), part.End, "\n\n"u8);
        }
    }

    /// <summary>With other ends of all lines.</summary>
    private static byte[] Reframe(byte[] bytes, byte[] end)
    {
        var result = new List<byte>(bytes.Length * 2);
        foreach (var b in bytes)
        {
            if (b == '\n') result.AddRange(end);
            else result.Add(b);
        }

        return [.. result];
    }

    private static ReadOnlySpan<byte> Taken(byte[] bytes, List<Part> events, Random random)
    {
        if (events.Count == 0) return random.Any(Fragments.Tokens);
        var part = random.Any(events);
        return bytes.AsSpan(part.Start, part.Length);
    }

    private static List<Part> Split(byte[] bytes)
    {
        var events = new List<Part>();
        var start = 0;
        while (bytes.AsSpan(start).IndexOf("\n\n"u8) is >= 0 and var length)
        {
            events.Add(new Part(start, start + length + 2));
            start += length + 2;
        }

        return events;
    }
}
