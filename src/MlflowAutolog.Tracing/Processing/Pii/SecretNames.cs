namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Names under which secrets stand: <c>password</c>, <c>api_key</c>, <c>ClientSecret</c>, <c>x-access-token</c> …</summary>
internal static class SecretNames
{
    private const int Longest = 64;
    private const int TailLength = 3;

    private static readonly string[] Endings =
    [
        "password", "passwd", "pwd", "passphrase", "passwort", "kennwort", "secret", "apikey", "accesskey", "secretkey", "accountkey", "sharedkey", "privatekey", "signingkey", "encryptionkey",
        "masterkey", "subscriptionkey", "authkey", "functionkey", "accesstoken", "refreshtoken", "idtoken", "authtoken", "bearertoken", "sessiontoken", "bottoken", "apitoken", "securitytoken",
        "secrettoken", "usertoken", "deploytoken", "csrftoken", "jwttoken", "oauthtoken", "githubtoken", "authorization", "clientsecret", "credentials", "secretaccesskey", "storagekey", "amzsignature",
    ];

    // Most names end in a letter that none of these ends in.
    private static readonly string[]?[] ByLast = Group();

    // The last letters of all of them, and of the names of tokens.
    private static readonly WordTable Tails = new((WordMeaning.Other, string.Join(' ', Endings.Append("sig").Append("pass").Append("cookie").Select(static ending => ending[^TailLength..]).Distinct())));

    // They end other words, too: compass.
    private static readonly string[] Short = ["pass", "pw", "pswd"];

    /// <summary>Whether a pair's name may end just before its sign at that place: in the last letters of one, or in what stands around names.</summary>
    public static bool MayEndAt(ReadOnlySpan<char> text, int at)
    {
        if (at < TailLength) return false;
        var (before, last) = (text[at - 2], text[at - 1]);
        if (last is '"' or '\'' or '`' or ' ' or ']' or ':') return true;
        if (!char.IsAsciiLetter(last)) return false;
        // "p_w_d" is looked at in whole.
        return !char.IsAsciiLetter(before) || !char.IsAsciiLetter(text[at - TailLength]) || Tails.Contains(text.Slice(at - TailLength, TailLength));
    }

    public static bool Has(ReadOnlySpan<char> name)
    {
        if (name.Length is < 3 or > Longest) return false;
        Span<char> plain = stackalloc char[Longest];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c)) plain[length++] = char.ToLowerInvariant(c);
            // "password=x" as a name is a text about something else.
            else if (c is not ('_' or '-' or '.' or ' ' or ':' or '$')) return false;
        }

        if (length < 3 || ByLast[plain[length - 1] % ByLast.Length] is not { } endings) return false;
        foreach (var ending in endings)
        {
            if (plain[..length].EndsWith(ending)) return true;
        }

        return false;
    }

    /// <summary><c>pass</c>, <c>db_pass</c>, <c>DbPass</c>: with a value that looks like a secret, or in quotes.</summary>
    public static bool IsShort(ReadOnlySpan<char> name)
    {
        foreach (var ending in Short)
        {
            if (!name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) continue;
            var start = name.Length - ending.Length;
            if (start == 0 || !char.IsLetter(name[start - 1]) || (char.IsUpper(name[start]) && char.IsLower(name[start - 1]))) return true;
        }

        return false;
    }

    /// <summary>Names under which only a value that looks random is a secret.</summary>
    public static bool IsToken(ReadOnlySpan<char> name) => name.Equals("token", StringComparison.OrdinalIgnoreCase) || name.Equals("sig", StringComparison.OrdinalIgnoreCase);

    private static string[]?[] Group()
    {
        var groups = new string[]?[128];
        foreach (var group in Endings.GroupBy(ending => ending[^1])) groups[group.Key] = [.. group];
        return groups;
    }
}
