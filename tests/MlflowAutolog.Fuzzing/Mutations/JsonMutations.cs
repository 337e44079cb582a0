using MlflowAutolog.Fuzzing.Corpus;

namespace MlflowAutolog.Fuzzing.Mutations;

/// <summary>Changes of what JSON says, most of which leave it JSON.</summary>
internal static class JsonMutations
{
    /// <param name="body">Not changed.</param>
    /// <param name="other">Another one, to take values from.</param>
    /// <param name="random">Decides everything.</param>
    public static byte[] Apply(Body body, Body other, Random random)
    {
        var bytes = body.Bytes;
        if (body.Members.Count == 0) return bytes;
        if (random.Next(5) == 0) return Swap(body, random);
        var untouched = bytes.Length + 1;
        // From the end on, so that the places before stay where they are.
        foreach (var (part, isMember) in Picked(body, random).OrderByDescending(picked => picked.Part.Start))
        {
            if (part.End > untouched) continue;
            bytes = isMember ? ChangeMember(bytes, body, part, random) : ChangeValue(bytes, body, part, other, random);
            untouched = part.Start;
        }

        return bytes;
    }

    private static IEnumerable<(Part Part, bool IsMember)> Picked(Body body, Random random)
    {
        for (var count = random.Next(1, 5); count > 0; count--)
            yield return random.Next(3) == 0 ? (random.Any(body.Members), true) : (random.Any(body.Values), false);
    }

    private static byte[] Swap(Body body, Random random)
    {
        var parts = random.Next(2) == 0 ? body.Members : body.Values;
        var (first, second) = (random.Any(parts), random.Any(parts));
        if (first.Start > second.Start) (first, second) = (second, first);
        if (first.End > second.Start) return body.Bytes;
        return Splice.Replace(Splice.Replace(body.Bytes, second.Start, second.End, body[first]), first.Start, first.End, body[second]);
    }

    private static byte[] ChangeMember(byte[] bytes, Body body, Part member, Random random) => random.Next(3) switch
    {
        0 => Splice.Replace(bytes, member.Start, member.Start, [.. body[member], (byte)',']),
        1 => Splice.Replace(bytes, member.Start, member.Start, [.. body[random.Any(body.Members)], (byte)',']),
        _ => Splice.Replace(bytes, member.Start, EndWithComma(bytes, member.End), []),
    };

    private static byte[] ChangeValue(byte[] bytes, Body body, Part value, Body other, Random random) => random.Next(6) switch
    {
        0 => Splice.Replace(bytes, value.Start, value.End, body[random.Any(body.Values)]),
        1 when other.Values.Count > 0 => Splice.Replace(bytes, value.Start, value.End, other[random.Any(other.Values)]),
        2 => Splice.Replace(bytes, value.Start, value.End, [(byte)'[', .. body[value], (byte)',', .. body[value], (byte)']']),
        _ => Splice.Replace(bytes, value.Start, value.End, random.Any(Fragments.Values)),
    };

    private static int EndWithComma(byte[] bytes, int end) => end < bytes.Length && bytes[end] == ',' ? end + 1 : end;
}
