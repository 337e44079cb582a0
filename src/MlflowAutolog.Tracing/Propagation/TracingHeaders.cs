using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog.Tracing.Propagation;

/// <summary>Which headers carry a trace from one process to the next, and what they say.</summary>
internal static class TracingHeaders
{
    /// <summary>W3C's, which MLflow Python writes and reads; other tracing systems write it too.</summary>
    public const string Standard = "traceparent";

    /// <summary>Ours, of the same format: nobody else's value is in it, and nobody else's tracing takes notice of it.</summary>
    public const string Own = "mlflow-traceparent";

    /// <summary>The value for work done on behalf of <paramref name="current"/>; <see langword="null"/> without a span.</summary>
    public static string? ValueFor(MlflowSpan? current)
    {
        if (current is null || ReferenceEquals(current, MlflowSpan.None)) return null;
        var handedOn = current.HandedOn();

        // What a scope hides here must not be recorded elsewhere either.
        return TraceParent.Format(AmbientScope.Current is { Enabled: false } ? handedOn with { IsSampled = false } : handedOn);
    }

    /// <summary>What a carrier says; <see cref="RemoteParent.None"/> when it says nothing that can be read.</summary>
    public static RemoteParent Read(Func<string, string?> header, MlflowOptions options)
        => IncomingTrace.Parse(Ask(header, Own), options) ?? TraceParent.Parse(Ask(header, Standard) ?? Ask(header, "Traceparent")) ?? RemoteParent.None;

    /// <summary>As the other form; the names' case does not matter.</summary>
    public static RemoteParent Read(IEnumerable<KeyValuePair<string, string>> headers, MlflowOptions options)
    {
        string? own = null, standard = null;
        foreach (var (name, value) in headers)
        {
            if (string.Equals(name, Own, StringComparison.OrdinalIgnoreCase)) own = value;
            else if (string.Equals(name, Standard, StringComparison.OrdinalIgnoreCase)) standard = value;
        }

        return IncomingTrace.Parse(own, options) ?? TraceParent.Parse(standard) ?? RemoteParent.None;
    }

    private static string? Ask(Func<string, string?> header, string name)
    {
        try
        {
            return header(name);
        }
        catch (Exception)
        {
            // The indexer of a dictionary throws for a name that is not there, which is what most requests are.
            return null;
        }
    }
}
