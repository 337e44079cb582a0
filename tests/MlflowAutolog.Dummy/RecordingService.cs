using Microsoft.Extensions.Hosting;

namespace MlflowAutolog.Dummy;

/// <summary>Records at start, and again while the host stops.</summary>
internal sealed class RecordingService(RecordingApp app, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        app.Record("work");
        // From here on the host hears signals. Where tracing starts only now, its handlers come after the host's.
        lifetime.ApplicationStarted.Register(() =>
        {
            if (!app.IsTraced) app.Trace();
            Say.Ready();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        app.Record("while stopping");
        return Task.CompletedTask;
    }
}
