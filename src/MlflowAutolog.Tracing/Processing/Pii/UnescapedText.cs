using System.Globalization;

namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>
/// A text with one layer of JSON's and addresses' escapes resolved, and where each character came from: <c>\u0040</c> and <c>%40</c> hide an address, and the <c>n</c> of <c>\n</c> is no part of what follows.
/// </summary>
internal sealed class UnescapedText
{
    private readonly char[] _chars;
    private readonly int[] _starts;
    private readonly int _length;

    private UnescapedText(char[] chars, int[] starts, int length) => (_chars, _starts, _length) = (chars, starts, length);

    public ReadOnlySpan<char> Text => _chars.AsSpan(0, _length);

    /// <summary>Null when there is no escape in it.</summary>
    public static UnescapedText? Of(ReadOnlySpan<char> text)
    {
        char[]? chars = null;
        int[]? starts = null;
        var (written, at) = (0, 0);
        while (at < text.Length)
        {
            var (resolved, length) = text[at] is '\\' or '%' ? Escape(text[at..]) : (text[at], 1);
            if (length > 1 && chars is null)
            {
                chars = new char[text.Length];
                starts = new int[text.Length + 1];
                for (written = 0; written < at; written++) (chars[written], starts[written]) = (text[written], written);
            }

            if (chars is not null) (chars[written], starts![written++]) = (resolved, at);
            at += length;
        }

        if (chars is null) return null;
        starts![written] = text.Length;
        return new UnescapedText(chars, starts, written);
    }

    /// <summary>One layer more; null when there is none.</summary>
    public UnescapedText? Again()
    {
        if (Text.IndexOf('\\') < 0 || Of(Text) is not { } inner) return null;
        for (var i = 0; i <= inner._length; i++) inner._starts[i] = _starts[inner._starts[i]];
        return inner;
    }

    /// <summary>The edit at its place in the text as it came.</summary>
    public TextEdit InSource(TextEdit edit) => edit with { Start = _starts[edit.Start], Length = _starts[edit.End] - _starts[edit.Start] };

    private static (char Resolved, int Length) Escape(ReadOnlySpan<char> text)
    {
        if (text[0] == '%') return text.Length >= 3 && Code(text.Slice(1, 2)) is { } code and > '\x1F' and < '\x7F' ? (code, 3) : ('%', 1);
        if (text.Length < 2) return ('\\', 1);
        return text[1] switch
        {
            'u' when text.Length >= 6 && Code(text.Slice(2, 4)) is { } unit => (unit, 6),
            'n' => ('\n', 2),
            'r' => ('\r', 2),
            't' => ('\t', 2),
            '"' or '\\' or '/' => (text[1], 2),
            _ => ('\\', 1),
        };
    }

    private static char? Code(ReadOnlySpan<char> digits) => ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
}
