using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

public sealed class ChangeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task Tags_are_set_replaced_and_deleted(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        var id = await RecordAsync(server);

        await server.Tracer.SetTraceTagAsync(id, "review me", "first", Token);
        await server.Tracer.SetTraceTagAsync(id, "review me", "it's \"done\"", Token);
        (await server.Tracer.GetTraceAsync(id, Token))!.Info.Tags["review me"].ShouldBe("it's \"done\"");

        await server.Tracer.DeleteTraceTagAsync(id, "review me", Token);
        (await server.Tracer.GetTraceAsync(id, Token))!.Info.Tags.ShouldNotContainKey("review me");
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_trace_that_is_not_there_cannot_be_tagged(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        const string Unknown = "tr-00000000000000000000000000000001";

        var set = await Should.ThrowAsync<MlflowException>(() => server.Tracer.SetTraceTagAsync(Unknown, "a", "what is private", Token));
        var delete = await Should.ThrowAsync<MlflowException>(() => server.Tracer.DeleteTraceTagAsync(Unknown, "a", Token));

        set.Message.ShouldContain("There is no trace " + Unknown);
        set.ToString().ShouldNotContain("private");
        (set.StatusCode, set.ErrorCode).ShouldBe((404, "RESOURCE_DOES_NOT_EXIST"));
        (delete.StatusCode, delete.ErrorCode).ShouldBe((404, "RESOURCE_DOES_NOT_EXIST"));
    }

    [Fact]
    public async Task After_its_disposal_a_tracer_says_that_it_cannot_ask()
    {
        await using var server = new ServerTracer(await MlflowServers.StartAsync());
        var id = await RecordAsync(server);
        var tracer = server.Tracer;
        await tracer.DisposeAsync();

        Func<Task>[] calls =
        [
            () => tracer.GetTraceAsync(id, Token), () => tracer.LogFeedbackAsync(id, "f", 1, cancellationToken: Token), () => tracer.SetTraceTagAsync(id, "a", "b", Token),
            async () => await tracer.SearchTracesAsync(cancellationToken: Token).AllAsync(),
        ];
        foreach (var call in calls) (await Should.ThrowAsync<MlflowException>(call)).Message.ShouldContain("was disposed or replaced");
    }

    [Fact]
    public async Task Traces_are_deleted_by_id_however_many()
    {
        await using var server = await ServerTracer.OnRealAsync();
        var ids = Enumerable.Range(0, 120).Select(i => Record(server, FilteredTraces.First.AddSeconds(i))).ToArray();
        await server.FlushAsync();
        var experiment = await server.ExperimentIdAsync();
        server.Requests("");

        var deleted = await server.Tracer.DeleteTracesAsync(experiment, [.. ids.Take(110), "tr-00000000000000000000000000000001"], cancellationToken: Token);

        deleted.ShouldBe(110);
        server.Requests("delete-traces").ShouldBe(2);
        (await server.Tracer.SearchTracesAsync(includeSpans: false, cancellationToken: Token).AllAsync()).Count.ShouldBe(10);
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task Traces_are_deleted_by_age_the_oldest_first(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        foreach (var i in Enumerable.Range(0, 5)) Record(server, FilteredTraces.First.AddSeconds(i));
        await server.FlushAsync();
        var experiment = await server.ExperimentIdAsync();

        (await server.Tracer.DeleteTracesAsync(experiment, olderThan: FilteredTraces.First.AddSeconds(3), maxTraces: 1, cancellationToken: Token)).ShouldBe(1);
        (await LeftAsync()).ShouldBe([4, 3, 2, 1]);
        (await server.Tracer.DeleteTracesAsync(experiment, olderThan: FilteredTraces.First.AddSeconds(3), cancellationToken: Token)).ShouldBe(2);
        (await LeftAsync()).ShouldBe([4, 3]);

        async Task<IEnumerable<double>> LeftAsync()
            => (await server.Tracer.SearchTracesAsync(includeSpans: false, cancellationToken: Token).AllAsync()).Select(trace => (trace.Info.RequestTime - FilteredTraces.First).TotalSeconds);
    }

    [Fact]
    public async Task What_is_to_be_deleted_has_to_be_said_in_one_way()
    {
        await using var server = new ServerTracer(await MlflowServers.StartAsync());

        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.DeleteTracesAsync("1"))).Message.ShouldContain("one of the two");
        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.DeleteTracesAsync("1", ["tr-1"], DateTimeOffset.UnixEpoch))).Message.ShouldContain("one of the two");
        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.DeleteTracesAsync("1", ["tr-1"], maxTraces: 1))).Message.ShouldContain("olderThan");
        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.DeleteTracesAsync("name", ["tr-1"]))).Message.ShouldContain("number");
    }

    [Fact]
    public async Task A_deletion_whose_answer_is_lost_is_not_sent_again()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = new ServerTracer(server);
        server.LoseNextAnswers(1, "/api/2.0/mlflow/traces/delete-traces");

        await Should.ThrowAsync<MlflowException>(() => tracer.Tracer.DeleteTracesAsync("0", ["tr-1"], cancellationToken: Token));

        tracer.Requests("delete-traces").ShouldBe(1);
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task Traces_are_linked_to_a_run_and_found_by_it(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        var first = await RecordAsync(server);
        await RecordAsync(server);
        var created = await server.PostAsync("api/2.0/mlflow/runs/create", new JsonObject { ["experiment_id"] = await server.ExperimentIdAsync() });
        var run = created["run"]!["info"]!["run_id"]!.ToString();

        await server.Tracer.LinkTracesToRunAsync([first], run, Token);
        await server.Tracer.LinkTracesToRunAsync([first], run, Token);

        (await server.Tracer.SearchTracesAsync(runId: run, cancellationToken: Token).AllAsync()).ShouldHaveSingleItem().Info.TraceId.ShouldBe(first);
        (await server.Tracer.SearchTracesAsync(MlflowTraceFilter.RunId == run, cancellationToken: Token).AllAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_an_error()
    {
        await using var server = await ServerTracer.OnRealAsync();

        var error = await Should.ThrowAsync<MlflowException>(() => server.Tracer.LinkTracesToRunAsync(["tr-1"], "nobody", Token));

        error.Message.ShouldContain("nobody");
        error.StatusCode.ShouldBe(404);
    }

    private static async Task<string> RecordAsync(ServerTracer server)
    {
        var id = Record(server, FilteredTraces.First);
        await server.FlushAsync();
        return id;
    }

    private static string Record(ServerTracer server, DateTimeOffset start)
    {
        using var span = server.Tracer.StartDetachedSpan("answer", SpanType.Chain, startTime: start);
        span.End(start.AddSeconds(0.1));
        return span.TraceId;
    }
}
