namespace MlflowAutolog.Exchanges;

/// <summary>A request that a hook above the HTTP stack records, or has left out, while it is being sent: the tap beneath must not record it again.</summary>
/// <param name="Url">The very object that goes down to the HTTP stack: another request that is made meanwhile on the same flow, even to the same address, has another.</param>
/// <param name="Exchange"><see langword="null"/> = sampling left it out.</param>
internal sealed record LedRequest(Uri Url, Exchange? Exchange)
{
    private static readonly AsyncLocal<LedRequest?> Ambient = new();

    /// <summary>The one that is being sent on this flow.</summary>
    public static LedRequest? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public bool IsSentTo(Uri? url) => ReferenceEquals(url, Url);

    /// <summary>Whether a request to another address was this one: a handler below may send it elsewhere, but what it asks it asks once.</summary>
    public bool IsSentAs(CapturedBody body) => Exchange?.Sent(body) is true;
}
