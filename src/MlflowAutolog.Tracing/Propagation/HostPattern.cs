using System.Buffers;

namespace MlflowAutolog.Tracing.Propagation;

/// <summary>An entry of <see cref="MlflowOptions.PropagateTo"/>: a host, a host and its port, <c>*.</c> and a domain, or <c>*</c>.</summary>
/// <param name="Host">As <see cref="Uri.IdnHost"/> has it; of a domain what follows the star, with the dot.</param>
/// <param name="Port">−1 = any.</param>
/// <param name="IsWildcard">Begins with a star: the user did not name the host itself.</param>
internal sealed record HostPattern(string Host, int Port, bool IsWildcard)
{
    private const int AnyPort = -1;
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create("*/\\?#@ ");

    /// <summary><see langword="null"/> for what is none: a scheme, a path, a star elsewhere.</summary>
    public static HostPattern? Parse(string text)
    {
        var isWildcard = text.StartsWith('*');
        if (text is "*") return new HostPattern("", AnyPort, IsWildcard: true);
        if (isWildcard && !text.StartsWith("*.", StringComparison.Ordinal)) return null;
        var host = isWildcard ? text[2..] : text;
        if (host.Length == 0 || host.AsSpan().ContainsAny(NotInHosts) || !Uri.TryCreate("none://" + host, UriKind.Absolute, out var uri)) return null;
        if (uri.IdnHost.Length == 0 || uri.AbsolutePath.Trim('/').Length > 0) return null;
        return new HostPattern(isWildcard ? "." + uri.IdnHost : Bare(uri), uri.Port, isWildcard);
    }

    public bool Matches(Uri url)
        => (Port == AnyPort || Port == url.Port)
            && (IsWildcard ? Bare(url).EndsWith(Host, StringComparison.OrdinalIgnoreCase) : string.Equals(Bare(url), Host, StringComparison.OrdinalIgnoreCase));

    private static string Bare(Uri url) => url.IdnHost.TrimEnd('.');
}
