namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Names under which secrets stand: <c>password</c>, <c>api_key</c>, <c>ClientSecret</c>, <c>x-access-token</c> …</summary>
internal static class SecretNames
{
    private const int Longest = 64;

    private static readonly string[] Endings =
    [
        "password", "passwd", "pwd", "passphrase", "passwort", "kennwort", "secret", "apikey", "accesskey", "secretkey", "accountkey", "sharedkey", "privatekey", "signingkey", "encryptionkey",
        "masterkey", "subscriptionkey", "authkey", "functionkey", "accesstoken", "refreshtoken", "idtoken", "authtoken", "bearertoken", "sessiontoken", "bottoken", "apitoken", "securitytoken",
        "secrettoken", "usertoken", "deploytoken", "csrftoken", "jwttoken", "oauthtoken", "githubtoken", "authorization", "clientsecret", "credentials", "secretaccesskey", "storagekey",
    ];

    public static bool Has(ReadOnlySpan<char> name)
    {
        if (name.Length is < 3 or > Longest) return false;
        Span<char> plain = stackalloc char[Longest];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c)) plain[length++] = char.ToLowerInvariant(c);
        }

        // Most names end in a letter that none of these ends in.
        if (length == 0 || !"dtyensh".Contains(plain[length - 1])) return false;
        foreach (var ending in Endings)
        {
            if (plain[..length].EndsWith(ending)) return true;
        }

        return false;
    }
}
