using System.Buffers;
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
        var length = text.Length;
        foreach (var edit in edits) length += edit.Replacement.Length - edit.Length;
        var result = ArrayPool<char>.Shared.Rent(length);
        var (done, written) = (0, 0);
        foreach (var edit in edits)
        {
            Copy(text[done..edit.Start]);
            Copy(edit.Replacement);
            done = edit.End;
        }

        Copy(text[done..]);
        var whole = new string(result, 0, written);
        ArrayPool<char>.Shared.Return(result);
        return whole;

        void Copy(ReadOnlySpan<char> part)
        {
            part.CopyTo(result.AsSpan(written));
            written += part.Length;
        }
    }

    /// <summary>As a text of JSON, without a string of it.</summary>
    /// <param name="text">The whole.</param>
    /// <param name="edits">In order, none overlapping another.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(ReadOnlySpan<char> text, List<TextEdit> edits, JsonOutput output)
    {
        var done = 0;
        output.BeginText();
        foreach (var edit in edits)
        {
            output.TextPart(text[done..edit.Start]);
            output.TextPart(edit.Replacement);
            done = edit.End;
        }

        output.TextPart(text[done..]);
        output.EndText();
    }
}
