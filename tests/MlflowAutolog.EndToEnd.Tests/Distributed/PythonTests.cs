namespace MlflowAutolog.EndToEnd.Tests.Distributed;

/// <summary>MLflow Python at the other end, each way: one trace, with the right parents.</summary>
public sealed class PythonTests
{
    private const string Server =
        """
        import mlflow
        from http.server import BaseHTTPRequestHandler, HTTPServer
        from mlflow.tracing import set_tracing_context_from_http_request_headers

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_GET(self):
                headers = {k.lower(): v for k, v in self.headers.items()}
                if "mlflow-traceparent" in headers: headers["traceparent"] = headers["mlflow-traceparent"]
                with set_tracing_context_from_http_request_headers(headers):
                    with mlflow.start_span("python_handler", span_type="AGENT") as span:
                        with mlflow.start_span("python_tool", span_type="TOOL") as tool:
                            tool.set_outputs(1)
                        span.set_outputs("served")
                    mlflow.flush_trace_async_logging()
                self.send_response(200); self.end_headers(); self.wfile.write(b"ok")

        server = HTTPServer(("127.0.0.1", 0), Handler)
        print(f"listening http://127.0.0.1:{server.server_port}", flush=True)
        server.handle_request()
        """;

    private const string Client =
        """
        import os, urllib.request
        import mlflow
        from mlflow.tracing import get_tracing_context_headers_for_http_request

        with mlflow.start_span("python_root") as root:
            with mlflow.start_span("python_call") as call:
                request = urllib.request.Request(os.environ["ADDRESS"], headers=get_tracing_context_headers_for_http_request())
                call.set_outputs(urllib.request.urlopen(request).read().decode())
        mlflow.flush_trace_async_logging()
        print(root.trace_id)
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_from_dotnet_to_Python_is_one_trace(bool isExplicit)
    {
        await using var services = await Services.StartAsync();
        var python = await services.StartPythonAsync(Server);
        var dotnet = await services.StartDotNetAsync(("MLFLOW_AUTOLOG_PROPAGATE_TO", isExplicit ? null : "127.0.0.1"));
        var traceId = await services.GetAsync(new Uri(dotnet, $"/ask?address={python}{(isExplicit ? "&explicit" : "")}"));

        var trace = await services.ReadAsync(traceId, spans: 3);
        var (caller, handler, tool) = (Span(trace, "dotnet_caller"), Span(trace, "python_handler"), Span(trace, "python_tool"));
        caller.ParentId.ShouldBeNull();
        handler.ParentId.ShouldBe(caller.SpanId);
        tool.ParentId.ShouldBe(handler.SpanId);
        (await services.AllAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_from_Python_to_dotnet_is_one_trace()
    {
        await using var services = await Services.StartAsync();
        var dotnet = await services.StartDotNetAsync();
        var traceId = await services.RunPythonAsync(Client, ("ADDRESS", $"{dotnet}explicit"));
        await services.GetAsync(new Uri(dotnet, "/flush"));

        var trace = await services.ReadAsync(traceId, spans: 4);
        var (call, handler, tool) = (Span(trace, "python_call"), Span(trace, "dotnet_handler"), Span(trace, "dotnet_tool"));
        call.ParentId.ShouldBe(Span(trace, "python_root").SpanId);
        handler.ParentId.ShouldBe(call.SpanId);
        tool.ParentId.ShouldBe(handler.SpanId);
        (await services.AllAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("dotnet")]
    public async Task What_one_side_leaves_out_the_other_does_too(string unsampled)
    {
        await using var services = await Services.StartAsync();
        if (unsampled == "python")
        {
            var dotnet = await services.StartDotNetAsync();
            await services.RunPythonAsync(Client, ("ADDRESS", $"{dotnet}explicit"), ("MLFLOW_TRACE_SAMPLING_RATIO", "0"));
            await services.GetAsync(new Uri(dotnet, "/flush"));
        }
        else
        {
            var python = await services.StartPythonAsync(Server);
            var dotnet = await services.StartDotNetAsync(("MLFLOW_TRACE_SAMPLING_RATIO", "0"));
            (await services.GetAsync(new Uri(dotnet, $"/ask?address={python}&explicit"))).ShouldBe("");
        }

        (await services.AllAsync()).Count.ShouldBe(0);
    }

    private static TraceSpan Span(MlflowTrace trace, string name) => trace.Spans.Single(span => span.Name == name);
}
