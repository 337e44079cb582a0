using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MlflowAutolog.TestSupport.Hosting;

/// <summary>A Kestrel on the loopback address that gives every request to one delegate.</summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackHost(WebApplication application, Uri uri)
    {
        _application = application;
        Uri = uri;
    }

    public Uri Uri { get; }

    /// <param name="handle">Answers a request.</param>
    /// <param name="port">0 = a free one.</param>
    /// <param name="connection">Wraps each connection, to see its bytes.</param>
    public static async Task<LoopbackHost> StartAsync(
        RequestDelegate handle, int port = 0, Func<ConnectionDelegate, ConnectionDelegate>? connection = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.Listen(System.Net.IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (connection is not null) listen.Use(connection);
            });
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);

        var application = builder.Build();
        application.Run(handle);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new LoopbackHost(application, new Uri(address));
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
