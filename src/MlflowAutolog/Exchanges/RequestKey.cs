using System.Security.Cryptography;

namespace MlflowAutolog.Exchanges;

/// <summary>What the attempts of one call have in common: the URL and the body's bytes.</summary>
internal static class RequestKey
{
    private const int HashBytes = 16;

    public static string Of(Uri url, CapturedBody body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body.Head.Span);
        hash.AppendData(body.Tail.Span);
        return $"{url.AbsoluteUri} {Convert.ToHexString(hash.GetHashAndReset(), 0, HashBytes)}";
    }
}
