using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A redactor that the application wrote.</summary>
internal sealed class FunctionRedactor(Func<string, string> replace) : ITextRedactor
{
    /// <summary>One edit from the first to the last difference, so that what a text is cut into keeps the parts around it.</summary>
    public List<TextEdit>? Find(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        if (text.IsEmpty) return null;
        // Null is what a function of older code may return for "nothing left".
        var replaced = replace(text.ToString()) ?? "";
        var same = text.CommonPrefixLength(replaced);
        if (same == text.Length && same == replaced.Length) return null;
        var after = 0;
        var most = Math.Min(text.Length, replaced.Length) - same;
        while (after < most && text[text.Length - 1 - after] == replaced[replaced.Length - 1 - after]) after++;
        return [new TextEdit(same, text.Length - same - after, replaced.Substring(same, replaced.Length - same - after))];
    }

    /// <summary>What it is for is not known.</summary>
    public bool HidesSpelling => false;

    /// <summary>What it looks for is not known; that it is within one word or number is likely.</summary>
    public int SafeLength(ReadOnlySpan<char> text) => SafeCut.HeadLength(text);

    public string? OfNumber(ReadOnlySpan<char> number, ReadOnlySpan<char> name) => null;
}
