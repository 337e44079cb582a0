using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

/// <summary>2,000 traces in one experiment of the newest server, recorded by the SDK itself, once a run.</summary>
internal static class ManyTraces
{
    public const int Count = 2_000;
    public const int Sessions = 25;
    public const int PerSession = 4;

    public static readonly DateTimeOffset First = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<string>> Recorded = new(RecordAsync);

    /// <summary>A tracer to read them with.</summary>
    public static async Task<ServerTracer> OpenAsync()
    {
        var server = await MlflowServers.StartAsync();
        if (!server.IsReal) Assert.Skip("no real MLflow here");
        return new ServerTracer(server, await Recorded.Value);
    }

    /// <summary>Trace <c>i</c> starts at second <c>i</c>; the first hundred belong to sessions; every hundredth has a child.</summary>
    private static async Task<string> RecordAsync()
    {
        await using var server = new ServerTracer(await MlflowServers.StartAsync());
        for (var i = 0; i < Count; i++)
        {
            var start = First.AddSeconds(i);
            var metadata = i < Sessions * PerSession ? new KeyValuePair<string, string>[] { new("mlflow.trace.session", $"s-{i % Sessions:00}") } : [];
            using var root = server.Tracer.StartDetachedSpan($"t-{i:0000}", SpanType.Chain, inputs: new { number = i }, tags: [new("rest", $"{i % 10}")], metadata: metadata, startTime: start);
            if (i % 100 == 0) server.Tracer.StartDetachedSpan("child", SpanType.Tool, root, startTime: start.AddMilliseconds(1)).End(start.AddMilliseconds(2));
            root.End(start.AddMilliseconds(10 + i));
        }

        await server.Tracer.FlushAsync();
        return server.Experiment;
    }
}
