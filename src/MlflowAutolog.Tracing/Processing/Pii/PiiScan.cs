namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>
/// One vectorised pass for the characters without which there is nothing to find; a rule looks at the place only then. Every rule looks a bounded way back and ahead, so that no text makes it slow.
/// </summary>
internal static class PiiScan
{
    /// <param name="text">The whole.</param>
    /// <param name="kinds">What to look for.</param>
    /// <param name="name">Under which it stands.</param>
    /// <returns>In order, none overlapping another; null when there is nothing.</returns>
    public static List<TextEdit>? Find(ReadOnlySpan<char> text, PiiKinds kinds, ReadOnlySpan<char> name)
    {
        List<TextEdit>? edits = null;
        var hasMarks = kinds.HasFlag(PiiKinds.Keys) && UnseparatedKeys.MayBeIn(text);
        var (at, taken) = (0, 0);
        while ((at = Trigger.Next(text, at)) >= 0)
        {
            var place = new Place(text, at, taken, name);
            if (Look(place, kinds, hasMarks) is { Length: > 0 } edit)
            {
                (edits ??= []).Add(edit);
                at = taken = edit.End;
            }
            else
            {
                at = char.IsAsciiDigit(text[at]) ? DigitRun.End(text, at) : at + 1;
            }
        }

        return edits;
    }

    private static TextEdit Look(Place place, PiiKinds kinds, bool hasMarks)
    {
        var edit = default(TextEdit);
        switch (place.Char)
        {
            case '@':
                if (kinds.HasFlag(PiiKinds.Emails)) EmailRule.TryFind(place, out edit);
                break;
            case ':' or '=':
                if (kinds.HasFlag(PiiKinds.Keys) && (UrlCredentials.TryFind(place, out edit) || SecretPairs.TryFind(place, out edit))) break;
                if (kinds.HasFlag(PiiKinds.IpAddresses) && place.Char == ':') Ipv6Rule.TryFind(place, out edit);
                break;
            case '_' or '-':
                if (kinds.HasFlag(PiiKinds.Keys) && !PrivateKeyBlock.TryFind(place, out edit)) PrefixedKeys.TryFind(place, out edit);
                break;
            case 'A' or 'J' or 'B' or 'b':
                if (kinds.HasFlag(PiiKinds.Keys)) TokenRule.TryFind(place, out edit);
                break;
            default:
                Digits(place, kinds, hasMarks, out edit);
                break;
        }

        return edit;
    }

    private static void Digits(Place place, PiiKinds kinds, bool hasMarks, out TextEdit edit)
    {
        edit = default;
        if (kinds.HasFlag(PiiKinds.Ibans) && IbanRule.TryFind(place, out edit)) return;
        if (hasMarks && UnseparatedKeys.TryFind(place, out edit)) return;
        // The inside of a word is nothing else.
        if (char.IsAsciiLetter(place[place.At - 1])) return;
        if (kinds.HasFlag(PiiKinds.IpAddresses) && Ipv4Rule.TryFind(place, out edit)) return;
        if (kinds.HasFlag(PiiKinds.Cards) && CardRule.TryFind(place, out edit)) return;
        if (kinds.HasFlag(PiiKinds.Phones)) PhoneRule.TryFind(place, out edit);
    }
}
