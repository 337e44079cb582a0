using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlflowAutolog.Tracing.Propagation;

/// <summary>Signs our header, so that only who has the key can put spans into a trace: <c>&lt;traceparent&gt;;t=&lt;Unix seconds&gt;;s=&lt;hex of the HMAC-SHA256 over all before ";s="&gt;</c>.</summary>
internal static class HeaderSignature
{
    private const string TimeField = ";t=";
    private const string SignatureField = ";s=";

    /// <summary>How far two clocks may be apart; who caught a header can use it no longer than this.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Sign(string traceParent, string key, DateTimeOffset now)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{traceParent}{TimeField}{now.ToUnixTimeSeconds()}");
        return signed + SignatureField + Convert.ToHexString(Compute(signed, key)).ToLowerInvariant();
    }

    public static bool IsRight(string header, string key, DateTimeOffset now)
    {
        var at = header.LastIndexOf(SignatureField, StringComparison.Ordinal);
        if (at < 0) return false;
        var (signed, signature) = (header[..at], header[(at + SignatureField.Length)..]);
        return CryptographicOperations.FixedTimeEquals(FromHex(signature), Compute(signed, key)) && IsRecent(signed, now);
    }

    /// <summary>The traceparent alone.</summary>
    public static string Without(string header) => header.Split(';', 2)[0];

    private static bool IsRecent(string signed, DateTimeOffset now)
        => signed.Split(TimeField) is [_, var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds - now.ToUnixTimeSeconds()) <= Tolerance.TotalSeconds;

    private static byte[] Compute(string signed, string key) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed));

    private static byte[] FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            // Anybody can send anything; what is no hex is no signature.
            return [];
        }
    }
}
