using Microsoft.AspNetCore.Http;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>A server that takes everything and keeps nothing: what is measured beside it is the client alone. Ends with its standard input.</summary>
internal static class Sink
{
    public static Task RunAsync() => Listener.RunAsync(AnswerAsync);

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
