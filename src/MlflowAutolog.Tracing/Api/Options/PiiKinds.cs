namespace MlflowAutolog;

/// <summary>What <see cref="MlflowOptions.RedactPii"/> looks for.</summary>
[Flags]
public enum PiiKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>E-mail addresses; <c>[email]</c>.</summary>
    Emails = 1,

    /// <summary>Telephone numbers in international, North American and common national spellings; <c>[phone]</c>.</summary>
    Phones = 2,

    /// <summary>Card numbers of 13 to 19 digits with a known prefix and a right check digit; <c>[card]</c>.</summary>
    Cards = 4,

    /// <summary>International bank account numbers with a right check sum; <c>[iban]</c>.</summary>
    Ibans = 8,

    /// <summary>API keys, tokens, private keys, passwords that are named as such, credentials in addresses; <c>[key]</c>.</summary>
    Keys = 16,

    /// <summary>IPv4 and IPv6 addresses; <c>[ip]</c>. Loopback addresses and masks stay.</summary>
    IpAddresses = 32,

    /// <summary>All of them.</summary>
    All = Emails | Phones | Cards | Ibans | Keys | IpAddresses,
}
