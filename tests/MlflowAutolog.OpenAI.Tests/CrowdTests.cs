using MlflowAutolog.OpenAI.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.OpenAI.Tests;

/// <summary>200 streamed chats at once: each trace is complete, and holds nothing of another.</summary>
public sealed class CrowdTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Seen.ByTap)]
    [InlineData(Seen.ByPolicy)]
    [InlineData(Seen.ByBoth)]
    public async Task Chats_at_once_are_traces_of_their_own(Seen seen)
    {
        await using var server = await ScriptedModelServer.StartAsync(Crowd.Replies);
        await using var watch = new Watch(seen);
        await AskAsync(watch.Chat(server.Uri), server);
        await watch.SpansAsync(traces: Crowd.Size);
        var traces = watch.Traces;
        traces.Count.ShouldBe(Crowd.Size);
        traces.Select(trace => trace.TraceId).Distinct().Count().ShouldBe(Crowd.Size);
        VerifySpans(traces.Select(trace => trace.Spans.ShouldHaveSingleItem()));
        watch.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Seen.ByTap)]
    [InlineData(Seen.ByPolicy)]
    [InlineData(Seen.ByBoth)]
    public async Task Chats_at_once_beneath_one_span_are_its_children(Seen seen)
    {
        await using var server = await ScriptedModelServer.StartAsync(Crowd.Replies);
        await using var watch = new Watch(seen);
        using (watch.Tracer.StartSpan("all", SpanType.Chain)) await AskAsync(watch.Chat(server.Uri), server);
        await watch.SpansAsync();
        var trace = watch.Traces.ShouldHaveSingleItem();
        SpanData[] calls = [.. trace.Spans.Where(span => !span.IsRoot)];
        calls.ShouldAllBe(call => call.ParentSpanId == trace.Root!.SpanId);
        VerifySpans(calls);
    }

    [Fact]
    public async Task All_of_them_arrive()
    {
        var mlflow = await MlflowServers.StartAsync();
        using var stored = new StoredTraces(mlflow);
        var experiment = await stored.NewExperimentAsync();
        await using var server = await ScriptedModelServer.StartAsync(Crowd.Replies);
        await using (var tracer = new MlflowTracer(new MlflowOptions { Environment = _ => null, TrackingUri = mlflow.Uri, ExperimentId = experiment }))
        {
            using (new HttpIntegration().Install(tracer)) await AskAsync(server.Chat("m"), server);
            (await tracer.FlushAsync(Token)).ShouldBeTrue();
            (tracer.Statistics.Delivered, tracer.Statistics.Dropped).ShouldBe((Crowd.Size, 0));
        }

        var traces = (await stored.ReadAsync(experiment)).Select(trace => trace!).ToList();
        traces.Select(trace => (trace["request_preview"]!.ToString(), trace["response_preview"]!.ToString(), trace["state"]!.ToString())).Order()
            .ShouldBe(Enumerable.Range(0, Crowd.Size).Select(chat => (Crowd.Question(chat), Crowd.Answer(chat), "OK")).Order());
    }

    private static async Task AskAsync(global::OpenAI.Chat.ChatClient client, ScriptedModelServer server)
    {
        var answers = await Crowd.AskAsync(client, Token);
        for (var chat = 0; chat < Crowd.Size; chat++) answers[chat].ShouldBe(Crowd.Answer(chat));
        server.VerifyScriptWasFollowed();
    }

    private static void VerifySpans(IEnumerable<SpanData> spans)
    {
        var calls = spans.ToDictionary(span => int.Parse(span.Inputs.ToString().Split("Question ")[1][..3], System.Globalization.CultureInfo.InvariantCulture));
        calls.Count.ShouldBe(Crowd.Size);
        foreach (var (chat, span) in calls) Verify(chat, span);
    }

    private static void Verify(int chat, SpanData span)
    {
        (span.Status, span.Attribute(WireNames.Model)!.ToString(), span.Attribute(WireNames.StreamAbandoned)).ShouldBe((SpanStatusCode.Ok, $"m-{chat}", null));
        span.Outputs.ToString().ShouldContain($"\"content\":\"{Crowd.Answer(chat)}\"");
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe($$"""{"input_tokens":{{Crowd.InputTokens(chat)}},"output_tokens":{{chat}},"total_tokens":{{Crowd.InputTokens(chat) + chat}}}""");
        var chunks = span.Events.Where(e => e.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal)).Select(e => e.Attributes[0].Value.Text).ToList();
        chunks.Count.ShouldBe(Crowd.ChunksOf(chat));
        chunks.ShouldAllBe(chunk => chunk.Contains($"\"id\":\"c{chat}\"", StringComparison.Ordinal));
    }
}
