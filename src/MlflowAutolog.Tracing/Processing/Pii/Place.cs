namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>A place in a text where something may be.</summary>
/// <param name="text">The whole.</param>
/// <param name="at">The character that says so.</param>
/// <param name="taken">What is before belongs to another find.</param>
/// <param name="named">What the name says under which the text stands.</param>
internal readonly ref struct Place(ReadOnlySpan<char> text, int at, int taken, WordMeaning named)
{
    public ReadOnlySpan<char> Text { get; } = text;

    public int At { get; } = at;

    public int Taken { get; } = taken;

    public WordMeaning Named { get; } = named;

    public char Char => Text[At];

    /// <summary>A space beyond either end.</summary>
    public char this[int index] => index >= Taken && index < Text.Length ? Text[index] : ' ';

    public bool StartsAt(int index, string prefix) => index >= 0 && Text[index..].StartsWith(prefix);

    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
