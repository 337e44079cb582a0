using System.Diagnostics;
using Microsoft.Extensions.AI;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>Microsoft.Extensions.AI's OpenTelemetry client over the OpenTelemetry SDK, with content.</summary>
internal sealed class Rival : IDisposable
{
    private const string SourceName = "rival";
    private readonly TracerProvider _provider;

    public Rival(IChatClient inner, BaseProcessor<Activity> processor)
    {
        _provider = Sdk.CreateTracerProviderBuilder().AddSource(SourceName).AddProcessor(processor).Build();
        Client = inner.AsBuilder().UseOpenTelemetry(sourceName: SourceName, configure: client => client.EnableSensitiveData = true).Build();
    }

    public IChatClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        _provider.Dispose();
    }
}
