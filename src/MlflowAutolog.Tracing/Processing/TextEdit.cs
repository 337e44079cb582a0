using System.Text;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A part of a text, and what stands in its place.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Replacement)
{
    public int End => Start + Length;

    /// <param name="text">The whole.</param>
    /// <param name="edits">In order, none overlapping another.</param>
    public static string Apply(ReadOnlySpan<char> text, List<TextEdit> edits)
    {
        var result = new StringBuilder(text.Length);
        var done = 0;
        foreach (var edit in edits)
        {
            result.Append(text[done..edit.Start]).Append(edit.Replacement);
            done = edit.End;
        }

        return result.Append(text[done..]).ToString();
    }
}
