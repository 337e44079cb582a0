namespace MlflowAutolog.Wire;

/// <summary>A text too plain to say anything: the value of an enumeration, an error code.</summary>
internal static class Word
{
    private const int MostCharacters = 64;

    public static bool Is(string? text) => text is { Length: > 0 and <= MostCharacters } && text.All(IsPlain);

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
