using MlflowAutolog;

/// <summary>A user's web service. Whether it continues the traces of its callers, and whom it tells of its own, the environment says.</summary>
internal static class Service
{
    /// <summary>Serves until the process is killed.</summary>
    public static Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        var web = builder.Build();
        web.MapGet("/auto", HandleAsync);
        web.MapGet("/explicit", ExplicitAsync);
        web.MapGet("/ask", AskAsync);
        web.MapGet("/flush", static async _ => await Mlflow.FlushAsync());
        web.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"listening {web.Urls.Single()}"));
        return web.RunAsync();
    }

    private static async Task ExplicitAsync(HttpContext context)
    {
        using (Mlflow.ContinueTrace(name => context.Request.Headers[name])) await HandleAsync(context);
    }

    private static async Task HandleAsync(HttpContext context)
    {
        using (var span = Mlflow.StartSpan("dotnet_handler", SpanType.Agent, ("path", context.Request.Path.Value)))
        {
            using (Mlflow.StartSpan("dotnet_tool", SpanType.Tool)) await Task.Yield();
            span.SetOutputs("served");
        }

        await context.Response.WriteAsync("ok");
    }

    /// <summary>A caller in turn: asks the address in the query, and returns the id of its trace.</summary>
    private static async Task AskAsync(HttpContext context)
    {
        using var client = new HttpClient();
        using var span = Mlflow.StartSpan("dotnet_caller", SpanType.Chain);
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Request.Query["address"]);
        if (context.Request.Query.ContainsKey("explicit")) Mlflow.WriteTracingHeaders((name, value) => request.Headers.Add(name, value));
        using var response = await client.SendAsync(request);
        span.SetOutputs(await response.Content.ReadAsStringAsync());
        await context.Response.WriteAsync(span.TraceId);
    }
}
