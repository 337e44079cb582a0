using MlflowAutolog.Wire;

namespace MlflowAutolog.Exchanges;

/// <summary>A tracer that wants to know of model calls, and the formats it wants.</summary>
internal class ExchangeOwner(MlflowTracer tracer, IReadOnlyList<IWireFormat> formats)
{
    public MlflowTracer Tracer => tracer;

    public TimeProvider Time { get; } = tracer.Options.TimeProvider;

    public int MaxBodyBytes { get; } = tracer.Options.MaxBodyBytes ?? 4 << 20;

    public long After(TimeSpan wait) => Time.GetTimestamp() + (long)(wait.TotalSeconds * Time.TimestampFrequency);

    /// <summary>The format of a POST by its path alone; whether it is a model call, its body says later.</summary>
    public IWireFormat? Match(Uri? url)
    {
        if (url is not { IsAbsoluteUri: true }) return null;
        var path = url.AbsolutePath;
        foreach (var format in formats)
        {
            if (format.MatchesPath(path)) return format;
        }

        return null;
    }
}
