using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace MlflowAutolog.EndToEnd.Tests.Support;

/// <summary>The OpenTelemetry that an application had before it met us: its own source, the usual instrumentation, an exporter.</summary>
internal sealed class UserTelemetry : IDisposable
{
    public static readonly ActivitySource Source = new("user.app");

    private readonly List<Activity> _exported = [];
    private readonly TracerProvider _provider;

    public UserTelemetry(Sampler sampler) => _provider = Sdk.CreateTracerProviderBuilder()
        .SetSampler(sampler)
        .AddSource(Source.Name)
        // The model server, which is somebody else's, runs in this process too.
        .AddAspNetCoreInstrumentation(options => options.Filter = request => !request.Request.Path.StartsWithSegments("/v1"))
        .AddHttpClientInstrumentation()
        .AddInMemoryExporter(_exported)
        .Build();

    /// <summary>What the user's backend got so far.</summary>
    public IReadOnlyList<ExportedSpan> Exported()
    {
        _provider.ForceFlush();
        var all = _exported.ToArray();
        return [.. all.OrderBy(activity => activity.StartTimeUtc).Select(activity => ExportedSpan.Of(activity, all))];
    }

    public void Dispose() => _provider.Dispose();
}
