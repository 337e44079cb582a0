namespace MlflowAutolog.HttpTap;

/// <summary>Moves headers from a content to its stand-in, exactly as they are.</summary>
internal static class ContentHeaders
{
    public static void Copy(HttpContent from, HttpContent to)
    {
        // Not validated: what the server sent may be malformed, and parsing would change or lose it.
        foreach (var header in from.Headers.NonValidated)
        {
            if (header.Value.Count == 1) to.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
            else to.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    public static string? Value(HttpContent content, string name)
        => content.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
