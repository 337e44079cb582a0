using MlflowAutolog.Tracing.Propagation;
using MlflowAutolog.Wire;

namespace MlflowAutolog.HttpTap;

/// <summary>The hosts that the user wants to be told of traces.</summary>
internal sealed class ListedHosts
{
    private readonly HostPattern[] _patterns;

    private ListedHosts(HostPattern[] patterns) => _patterns = patterns;

    /// <summary><see langword="null"/> when none is listed, which is what most applications are.</summary>
    public static ListedHosts? Of(MlflowOptions options)
        => options.PropagateTo.Count == 0 ? null : new ListedHosts([.. options.PropagateTo.Select(HostPattern.Parse).OfType<HostPattern>()]);

    public bool Contains(Uri url)
    {
        foreach (var pattern in _patterns)
        {
            // A star is not meant for a model vendor: nothing of ours goes there unless it is named.
            if (pattern.Matches(url) && (!pattern.IsWildcard || !Providers.MayServe(url))) return true;
        }

        return false;
    }
}
