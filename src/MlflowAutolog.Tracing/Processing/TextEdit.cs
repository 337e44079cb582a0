using System.Buffers;
using System.Runtime.InteropServices;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A part of a text, and what stands in its place.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Replacement)
{
    public int End => Start + Length;

    /// <param name="text">The whole.</param>
    /// <param name="edits">In order, none overlapping another.</param>
    public static string Apply(ReadOnlySpan<char> text, List<TextEdit> edits)
    {
        var buffer = ArrayPool<char>.Shared.Rent(LengthOf(text, edits));
        var whole = new string(Apply(text, edits, buffer));
        ArrayPool<char>.Shared.Return(buffer);
        return whole;
    }

    /// <summary>As a text of JSON, without a string of it.</summary>
    /// <param name="text">The whole.</param>
    /// <param name="edits">In order, none overlapping another.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(ReadOnlySpan<char> text, List<TextEdit> edits, JsonOutput output)
    {
        var buffer = ArrayPool<char>.Shared.Rent(LengthOf(text, edits));
        output.Text(Apply(text, edits, buffer));
        ArrayPool<char>.Shared.Return(buffer);
    }

    private static int LengthOf(ReadOnlySpan<char> text, List<TextEdit> edits)
    {
        var length = text.Length;
        foreach (var edit in CollectionsMarshal.AsSpan(edits)) length += edit.Replacement.Length - edit.Length;
        return length;
    }

    private static Span<char> Apply(ReadOnlySpan<char> text, List<TextEdit> edits, Span<char> buffer)
    {
        var (done, written) = (0, 0);
        foreach (var edit in CollectionsMarshal.AsSpan(edits))
        {
            var kept = text[done..edit.Start];
            kept.CopyTo(buffer[written..]);
            written += kept.Length;
            edit.Replacement.CopyTo(buffer[written..]);
            written += edit.Replacement.Length;
            done = edit.End;
        }

        text[done..].CopyTo(buffer[written..]);
        return buffer[..(written + text.Length - done)];
    }
}
