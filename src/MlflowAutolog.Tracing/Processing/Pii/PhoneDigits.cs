namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Digits in groups, as telephone numbers are written.</summary>
internal ref struct PhoneDigits
{
    private const int MostGroups = 8;
    private const int MostDigits = 15;

    private ReadOnlySpan<char> _text;
    private Starts _starts;
    private Starts _lengths;

    public int Groups { get; private set; }

    public int Total { get; private set; }

    public int End { get; private set; }

    /// <summary>It ended where a number ends, and not for its length.</summary>
    public bool IsWhole { get; private set; }

    public bool HasDots { get; private set; }

    public bool HasOnlySpaces { get; private set; }

    /// <summary>One dot and nothing else: 48.85661400.</summary>
    public readonly bool IsDecimal => Groups == 2 && HasDots;

    public readonly int LengthOf(int group) => _lengths[group];

    public readonly char FirstDigitOf(int group, int offset = 0) => _text[_starts[group] + offset];

    public static PhoneDigits Read(ReadOnlySpan<char> text, int at)
    {
        var number = new PhoneDigits { _text = text, HasOnlySpaces = true };
        while (true)
        {
            var end = DigitRun.End(text, at);
            if (number.Groups == MostGroups || number.Total + end - at > MostDigits) return number;
            number.Add(at, end);
            var next = DigitRun.Next(text, end);
            if (next < 0) break;
            number.Note(text[end..next]);
            at = next;
        }

        number.IsWhole = number.End == text.Length || !Place.IsWord(text[number.End]);
        return number;
    }

    private void Add(int start, int end)
    {
        _starts[Groups] = start;
        _lengths[Groups++] = end - start;
        Total += end - start;
        End = end;
    }

    private void Note(ReadOnlySpan<char> separators)
    {
        HasDots |= separators.Contains('.');
        HasOnlySpaces &= separators.IsWhiteSpace();
    }

    [System.Runtime.CompilerServices.InlineArray(MostGroups)]
    private struct Starts
    {
        private int _first;
    }
}
