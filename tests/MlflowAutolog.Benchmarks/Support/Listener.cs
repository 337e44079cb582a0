using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>A server on the loopback address for a process of its own: says where it listens, and ends with its standard input.</summary>
internal static class Listener
{
    public static async Task RunAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        await using var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening {application.Urls.Single()}"));
        await Console.In.ReadToEndAsync();
    }
}
