namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>
/// One vectorised pass for the characters without which there is nothing to find; a rule looks at the place only then. Every rule looks a bounded way back and ahead, so that no text makes it slow.
/// </summary>
internal ref struct PiiScan
{
    private readonly ReadOnlySpan<char> _text;
    private readonly ReadOnlySpan<char> _name;
    private readonly PiiKinds _kinds;
    private readonly bool _hasMarks;
    private List<TextEdit>? _edits;
    private int _taken;
    private WordMeaning _named;
    private bool _isNameRead;

    private PiiScan(ReadOnlySpan<char> text, PiiKinds kinds, ReadOnlySpan<char> name)
    {
        _text = text;
        _name = name;
        _kinds = kinds;
        _hasMarks = Looks(PiiKinds.Keys) && UnseparatedKeys.MayBeIn(text);
    }

    /// <param name="text">The whole.</param>
    /// <param name="kinds">What to look for.</param>
    /// <param name="name">Under which it stands.</param>
    /// <returns>In order, none overlapping another; null when there is nothing.</returns>
    public static List<TextEdit>? Find(ReadOnlySpan<char> text, PiiKinds kinds, ReadOnlySpan<char> name)
    {
        var scan = new PiiScan(text, kinds, name);
        for (var at = 0; (at = Trigger.Next(text, at)) >= 0;)
        {
            at = char.IsAsciiDigit(text[at]) ? scan.Digits(at) : scan.Sign(at);
        }

        return scan._edits;
    }

    private readonly bool Looks(PiiKinds kind) => (_kinds & kind) != 0;

    private readonly Place PlaceOf(int at) => new(_text, at, _taken, _named);

    private int Add(TextEdit edit)
    {
        (_edits ??= new List<TextEdit>(16)).Add(edit);
        return _taken = edit.End;
    }

    private int Sign(int at)
    {
        var place = PlaceOf(at);
        var edit = default(TextEdit);
        switch (place.Char)
        {
            case '@':
                if (Looks(PiiKinds.Emails)) EmailRule.TryFind(place, out edit);
                break;
            case ':' or '=':
                if (Looks(PiiKinds.Keys) && (UrlCredentials.TryFind(place, out edit) || (SecretNames.MayEndAt(_text, at) && SecretPairs.TryFind(place, out edit)))) break;
                if (Looks(PiiKinds.IpAddresses) && Ipv6Rule.MayBeAt(_text, at)) Ipv6Rule.TryFind(place, out edit);
                break;
            case '_' or '-':
                if (Looks(PiiKinds.Keys) && !PrivateKeyBlock.TryFind(place, out edit) && !PrefixedKeys.TryFind(place, out edit)) SecretOption.TryFind(place, out edit);
                break;
            case '>':
                if (Looks(PiiKinds.Keys)) SecretElement.TryFind(place, out edit);
                break;
            default:
                if (Looks(PiiKinds.Keys)) TokenRule.TryFind(place, out edit);
                break;
        }

        return edit.Length > 0 ? Add(edit) : at + 1;
    }

    private int Digits(int at)
    {
        var text = _text;
        var end = DigitRun.End(text, at);
        if (DigitRun.EndOfTime(text, at, end) is var time && time > end) return time;
        var before = at > 0 ? text[at - 1] : ' ';
        if (_hasMarks && UnseparatedKeys.TryFind(PlaceOf(at), out var key)) return Add(key);
        if (!char.IsAsciiLetter(before)) return end - at >= NumberCluster.ShortestPhone || DigitRun.MayGoOn(text, end) ? Numbers(at, end) : end;
        // The inside of a word is nothing else.
        return Looks(PiiKinds.Ibans) && at > 1 && char.IsAsciiLetter(text[at - 2]) && IbanRule.TryFind(PlaceOf(at), out var iban) ? Add(iban) : end;
    }

    private int Numbers(int at, int end)
    {
        var text = _text;
        var cluster = NumberCluster.Read(text, at, end);
        if (!cluster.MayHaveAny) return cluster.End;
        ReadName();
        while (cluster.MayHaveAny)
        {
            if (Number(PlaceOf(at), end, cluster, out var edit))
            {
                for (end = Add(edit); at < end; at++) cluster.Left -= char.IsAsciiDigit(text[at]) ? 1 : 0;
            }
            else
            {
                cluster.Left -= end - at;
                at = end;
            }

            while (at < cluster.End && !char.IsAsciiDigit(text[at])) at++;
            if (at >= cluster.End) return at;
            end = DigitRun.End(text, at);
        }

        return cluster.End;
    }

    /// <summary>Once a text, and not at each of its numbers.</summary>
    private void ReadName()
    {
        if (_isNameRead) return;
        _isNameRead = true;
        _named = Surroundings.OfName(_name);
    }

    private readonly bool Number(in Place place, int end, in NumberCluster cluster, out TextEdit edit)
    {
        edit = default;
        if (cluster.MayHaveAddress && Looks(PiiKinds.IpAddresses) && Ipv4Rule.TryFind(place, end, out edit)) return true;
        if (cluster.MayHaveCard && Looks(PiiKinds.Cards) && CardRule.TryFind(place, out edit)) return true;
        return cluster.MayHavePhone && Looks(PiiKinds.Phones) && PhoneRule.TryFind(place, out edit);
    }
}
