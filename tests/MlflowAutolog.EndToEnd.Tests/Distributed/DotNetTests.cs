namespace MlflowAutolog.EndToEnd.Tests.Distributed;

/// <summary>Two .NET services, each a process of its own with a real Kestrel, traced to one MLflow.</summary>
public sealed class DotNetTests
{
    private const string Foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Key = "a key that both services have";

    [Theory]
    [InlineData("auto", null)]
    [InlineData("auto", Key)]
    [InlineData("explicit", null)]
    public async Task A_request_from_one_to_the_other_is_one_trace(string way, string? key)
    {
        await using var services = await Services.StartAsync();
        var answering = await services.StartDotNetAsync(("MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES", way is "auto" ? "true" : "false"), ("MLFLOW_AUTOLOG_PROPAGATION_KEY", key));
        var asking = await services.StartDotNetAsync(("MLFLOW_AUTOLOG_PROPAGATE_TO", way is "auto" ? "127.0.0.1" : null), ("MLFLOW_AUTOLOG_PROPAGATION_KEY", key));
        var traceId = await services.GetAsync(new Uri(asking, $"/ask?address={answering}{way}{(way is "explicit" ? "&explicit" : "")}"));

        var trace = await services.ReadAsync(traceId, spans: 3);
        var (caller, handler, tool) = (trace.Spans.Single(span => span.Name == "dotnet_caller"), trace.Spans.Single(span => span.Name == "dotnet_handler"), trace.Spans.Single(span => span.Name == "dotnet_tool"));
        caller.ParentId.ShouldBeNull();
        handler.ParentId.ShouldBe(caller.SpanId);
        tool.ParentId.ShouldBe(handler.SpanId);
        trace.Info.State.ShouldBe(TraceState.Ok);
        (await services.AllAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Beneath_one_foreign_traceparent_they_keep_two_traces()
    {
        await using var services = await Services.StartAsync();
        foreach (var _ in new[] { "one", "two" })
        {
            var service = await services.StartDotNetAsync(("MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES", "true"));
            (await services.GetAsync(new Uri(service, "/auto"), ("traceparent", Foreign), ("tracestate", "their=1"))).ShouldBe("ok");
            await services.GetAsync(new Uri(service, "/flush"));
        }

        var traces = await services.AllAsync();
        traces.Count.ShouldBe(2);
        foreach (var trace in traces)
        {
            trace!["tags"]!["otel.trace_id"]!.ToString().ShouldBe(Foreign.Split('-')[1]);
            var root = trace["spans"]!.AsArray().ShouldHaveSingleItem()!;
            root["name"]!.ToString().ShouldBe("dotnet_handler");
            root["children"]!.AsArray().Count.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("false", null)]
    [InlineData("true", Key)]
    public async Task A_caller_who_is_not_trusted_can_neither_join_a_trace_nor_force_one(string isOn, string? key)
    {
        await using var services = await Services.StartAsync();
        var victim = await services.StartDotNetAsync();
        var traceId = await services.GetAsync(new Uri(victim, $"/ask?address={victim}flush"));
        var trace = await services.ReadAsync(traceId, spans: 1);
        var forged = $"00-{traceId[3..]}-{trace.Spans[0].SpanId}-01";

        var service = await services.StartDotNetAsync(("MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES", isOn), ("MLFLOW_AUTOLOG_PROPAGATION_KEY", key));
        var unsampled = await services.StartDotNetAsync(
            ("MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES", isOn), ("MLFLOW_AUTOLOG_PROPAGATION_KEY", key), ("MLFLOW_TRACE_SAMPLING_RATIO", "0"));
        foreach (var asked in new[] { service, unsampled })
        {
            (await services.GetAsync(new Uri(asked, "/auto"), ("mlflow-traceparent", forged), ("traceparent", forged))).ShouldBe("ok");
            await services.GetAsync(new Uri(asked, "/flush"));
        }

        (await services.ReadAsync(traceId, spans: 1)).Spans[0].Name.ShouldBe("dotnet_caller");
        var traces = await services.AllAsync();
        traces.Select(stored => stored!["spans"]!.AsArray().ShouldHaveSingleItem()!["name"]!.ToString()).ShouldBe(["dotnet_caller", "dotnet_handler"]);
    }
}
