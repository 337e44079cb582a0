namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>The PII pack: personal data and secrets in texts, without a regular expression.</summary>
internal sealed class PiiRedactor(PiiKinds kinds) : ITextRedactor
{
    // a@b.de
    private const int ShortestText = 6;

    // Each layer of JSON in JSON escapes once more; deeper ones are not met.
    private const int MostLayers = 4;

    public List<TextEdit>? Find(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        if (kinds.HasFlag(PiiKinds.Keys) && !name.IsEmpty && SecretPairs.IsSecret(name, text)) return [new TextEdit(0, text.Length, Placeholders.Key)];
        if (text.Length < ShortestText) return null;
        var escaped = text.IndexOfAny('\\', '%') >= 0 ? UnescapedText.Of(text) : null;
        if (escaped is null) return PiiScan.Find(text, kinds, name);
        for (var layer = 1; layer < MostLayers && escaped.Again() is { } deeper; layer++) escaped = deeper;
        return PiiScan.Find(escaped.Text, kinds, name)?.ConvertAll(escaped.InSource);
    }

    public bool HidesSpelling => true;

    public int SafeLength(ReadOnlySpan<char> text) => CutSecret.StartIn(text, this);

    public string? OfNumber(ReadOnlySpan<char> number, ReadOnlySpan<char> name)
    {
        if (kinds.HasFlag(PiiKinds.Keys) && !name.IsEmpty && SecretPairs.IsSecretName(name)) return Placeholders.Key;
        if (number.Length is < 7 or > 19 || number.ContainsAnyExceptInRange('0', '9')) return null;
        if (kinds.HasFlag(PiiKinds.Cards) && CardRule.IsCard(number) && !Surroundings.NumbersOther(name)) return Placeholders.Card;
        return kinds.HasFlag(PiiKinds.Phones) && Surroundings.NamesPhone(name) ? Placeholders.Phone : null;
    }
}
