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

    /// <summary>What stands in place of a number; null when it may stay.</summary>
    string? OfNumber(ReadOnlySpan<char> number, ReadOnlySpan<char> name);
}
