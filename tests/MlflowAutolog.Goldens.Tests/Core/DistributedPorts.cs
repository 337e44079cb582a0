using System.Net;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Traces that go on on the other side of a request; real processes, and Python at either end, are in the end-to-end tests.</summary>
internal static class DistributedPorts
{
    private const string ServerSpans =
        """
        [{"name": "server_handler", "type": "AGENT", "status": "OK", "inputs": {"path": "/ask"}, "outputs": "served", "attributes": {"mlflow.spanLogLevel": 20}, "children":
          [{"name": "server_tool", "type": "TOOL", "status": "OK", "inputs": null, "outputs": 1, "attributes": {"mlflow.spanLogLevel": 20}, "children": []}]}]
        """;

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/distributed_threads", Threads),
        new("core/distributed_processes", () => ProcessesAsync(setsTag: true)) { Says = "another process began" },
        new("core/distributed_processes_default", _ => ProcessesAsync(setsTag: false), new Departures()
            .Require("$[0].spans[0].children[0].children", ServerSpans, "README: the server's spans are there whenever it delivers, as in core/distributed_processes")),
    ];

    private static void Threads()
    {
        using var span = Mlflow.StartSpan("client");
        var headers = Mlflow.GetTracingHeaders().ToDictionary(pair => pair.Key == "traceparent" ? "Traceparent" : pair.Key, pair => pair.Value);

        // Unlike Python's, a .NET thread starts in the context of the one that starts it.
        var thread = new Thread(() => Handle(headers));
        thread.UnsafeStart();
        thread.Join();
        span.SetOutputs("ok");
    }

    private static void Handle(Dictionary<string, string> headers)
    {
        using (Mlflow.ContinueTrace(headers))
        using (var span = Mlflow.StartSpan("server"))
        {
            span.SetInputs(headers.Keys.Order().ToArray());
            span.SetOutputs(Lookup(4));
        }
    }

    private static int Lookup(int x) => Mlflow.Trace("lookup", SpanType.Unknown, _ => x * 2, inputs: new { x });

    private static async Task ProcessesAsync(bool setsTag)
    {
        using var server = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        server.Prefixes.Add(address + "/");
        server.Start();
        var served = Task.Run(() => HandleRequestAsync(server, setsTag));
        using (var root = Mlflow.StartSpan("client_root"))
        {
            root.SetInputs("go");
            root.SetOutputs(await CallRemoteAsync(address, "/ask"));
        }

        await served;
    }

    private static Task<string> CallRemoteAsync(string address, string path) => Mlflow.TraceAsync("call_remote", SpanType.Unknown, async _ =>
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address + path);
        Mlflow.WriteTracingHeaders((name, value) => request.Headers.Add(name, value));
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }, inputs: new { path });

    private static async Task HandleRequestAsync(HttpListener server, bool setsTag)
    {
        var context = await server.GetContextAsync();
        using (Mlflow.ContinueTrace(name => context.Request.Headers[name]))
        using (var span = Mlflow.StartSpan("server_handler", SpanType.Agent))
        {
            span.SetInputs(new { path = context.Request.Url!.AbsolutePath });
            if (setsTag) Mlflow.UpdateCurrentTrace(tags: [new("from", "server")]);
            using (var tool = Mlflow.StartSpan("server_tool", SpanType.Tool)) tool.SetOutputs(1);
            span.SetOutputs("served");
        }

        await Mlflow.FlushAsync();
        context.Response.Close("ok"u8.ToArray(), willBlock: false);
    }
}
