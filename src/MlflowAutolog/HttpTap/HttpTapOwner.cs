using MlflowAutolog.Wire;

namespace MlflowAutolog.HttpTap;

/// <summary>A tracer that wants to know of model calls, and the formats it wants.</summary>
internal sealed class HttpTapOwner(MlflowTracer tracer, IReadOnlyList<IWireFormat> formats)
{
    public MlflowTracer Tracer => tracer;

    public TimeProvider Time { get; } = tracer.Options.TimeProvider;

    public int MaxBodyBytes { get; } = tracer.Options.MaxBodyBytes ?? 4 << 20;

    /// <summary><see langword="null"/> = nobody is told of traces.</summary>
    public ListedHosts? Hosts { get; } = ListedHosts.Of(tracer.Options);

    public long After(TimeSpan wait) => Time.GetTimestamp() + (long)(wait.TotalSeconds * Time.TimestampFrequency);

    /// <summary>The format of a request by its path alone; whether it is a model call, its body says later.</summary>
    public IWireFormat? Match(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Post || request.Content is null || request.RequestUri is not { IsAbsoluteUri: true } url) return null;
        var path = url.AbsolutePath;
        foreach (var format in formats)
        {
            if (format.MatchesPath(path)) return format;
        }

        return null;
    }
}
