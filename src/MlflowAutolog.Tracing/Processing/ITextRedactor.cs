namespace MlflowAutolog.Tracing.Processing;

/// <summary>Finds what must not be stored of a text. May throw: then the content is dropped.</summary>
internal interface ITextRedactor
{
    /// <param name="text">The whole text.</param>
    /// <param name="name">Under which it stands, empty when under none.</param>
    /// <returns>In order, none overlapping another; null when the text may stay.</returns>
    List<TextEdit>? Find(ReadOnlySpan<char> text, ReadOnlySpan<char> name);

    /// <summary>Whether log probabilities go, which spell a reply token by token, and once more in bytes.</summary>
    bool HidesSpelling { get; }

    /// <summary>Of a text that was cut at its end, and redacted as far as it goes: how many characters are surely no beginning of what would have been found in the whole.</summary>
    int SafeLength(ReadOnlySpan<char> text);

    /// <summary>What stands in place of a number; null when it may stay.</summary>
    string? OfNumber(ReadOnlySpan<char> number, ReadOnlySpan<char> name);
}
