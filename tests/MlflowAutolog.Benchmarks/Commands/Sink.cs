using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>A server that takes everything and keeps nothing: what is measured beside it is the client alone. Ends with its standard input.</summary>
internal static class Sink
{
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        await using var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening {application.Urls.Single()}"));
        await Console.In.ReadToEndAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        await context.Response.WriteAsync(context.Request.Path.Value switch
        {
            "/version" => "3.17.2",
            "/api/2.0/mlflow/experiments/get" or "/api/2.0/mlflow/experiments/get-by-name" => """{"experiment":{"experiment_id":"0","name":"Default","lifecycle_stage":"active"}}""",
            "/api/3.0/mlflow/traces" => """{"trace":{"trace_info":{"tags":{"mlflow.trace.spansLocation":"TRACKING_STORE"}}}}""",
            _ => "{}",
        });
    }
}
