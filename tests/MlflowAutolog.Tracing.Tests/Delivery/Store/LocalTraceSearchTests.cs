using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Tests.Rest.Traces;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

/// <summary>Reading back without a server.</summary>
public sealed class LocalTraceSearchTests : IAsyncDisposable
{
    private static readonly DateTimeOffset First = new(2026, 10, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly MlflowTracer _tracer;

    public LocalTraceSearchTests() => _tracer = new MlflowTracer(new MlflowOptions { StorePath = _folder.Path, Environment = _ => null });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _tracer.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Traces_are_listed_newest_first()
    {
        foreach (var second in new[] { 3, 250, 1, 2 }.Concat(Enumerable.Range(4, 200))) Record(second);
        await _tracer.FlushAsync(Token);

        var all = await _tracer.SearchTracesAsync(cancellationToken: Token).AllAsync();

        all.Count.ShouldBe(204);
        all.Select(trace => trace.Info.RequestTime).ShouldBeInOrder(SortDirection.Descending);
        all[0].Root!.Name.ShouldBe("t-250");
        var some = await _tracer.SearchTracesAsync(maxResults: 2, includeSpans: false, cancellationToken: Token).AllAsync();
        some.Select(trace => (trace.Info.Tags["mlflow.traceName"], trace.Spans.Count)).ShouldBe([("t-250", 0), ("t-203", 0)]);
    }

    [Fact]
    public async Task A_child_that_ended_late_is_part_of_its_trace()
    {
        var root = _tracer.StartDetachedSpan("root", startTime: First);
        var child = _tracer.StartDetachedSpan("child", parent: root);
        root.End();
        await _tracer.FlushAsync(Token);
        child.End();
        await _tracer.FlushAsync(Token);

        (await _tracer.SearchTracesAsync(cancellationToken: Token).AllAsync()).ShouldHaveSingleItem().Spans.Select(span => span.Name).ShouldBe(["root", "child"]);
    }

    [Fact]
    public async Task Sessions_are_put_together()
    {
        Record(1, "a");
        Record(2, "b");
        Record(3, "a");
        Record(4);
        await _tracer.FlushAsync(Token);

        var sessions = await _tracer.SearchSessionsAsync(cancellationToken: Token).AllAsync();

        sessions.Select(session => (session.Id, string.Join(' ', session.Traces.Select(trace => trace.Root!.Name)))).ShouldBe([("a", "t-1 t-3"), ("b", "t-2")]);
    }

    [Fact]
    public async Task Sessions_of_a_large_store_are_as_many_as_asked_for_and_whole()
    {
        foreach (var second in Enumerable.Range(0, 1_500)) Record(second, $"s-{second % 500}");
        await _tracer.FlushAsync(Token);

        var sessions = await _tracer.SearchSessionsAsync(maxResults: 300, includeSpans: false, cancellationToken: Token).AllAsync();

        sessions.Select(session => session.Id).ShouldBe(Enumerable.Range(0, 300).Select(i => $"s-{499 - i}"));
        sessions.ShouldAllBe(session => session.Traces.Count == 3 && session.Traces.All(trace => trace.Spans.Count == 0));
    }

    [Theory]
    [InlineData("{\"info\":{\"trace_id\":\"tr-1\",", true)]
    [InlineData("{\"info\":{\"trace_id\":\"tr-2\",", false)]
    [InlineData("{ \"info\": { \"trace_id\": \"tr-2\",", true)]
    [InlineData("{\"info\":{\"trace_id\":\"", true)]
    public void Only_records_of_other_traces_are_passed_over(string record, bool isRead)
        => TraceRecord.MayBeOf(System.Text.Encoding.UTF8.GetBytes(record), new HashSet<string> { "tr-1" }).ShouldBe(isRead);

    [Fact]
    public async Task What_needs_a_server_says_so()
    {
        Func<IAsyncEnumerable<MlflowTrace>>[] searches =
        [
            () => _tracer.SearchTracesAsync(MlflowTraceFilter.Name == "a"), () => _tracer.SearchTracesAsync(orderBy: [TraceOrder.Name]), () => _tracer.SearchTracesAsync(experimentIds: ["1"]),
            () => _tracer.SearchTracesAsync(runId: "r"), () => _tracer.SearchTracesAsync(modelId: "m"), () => _tracer.SearchTracesAsync(locations: [TraceLocation.Experiment("1")]),
        ];
        searches.ShouldAllBe(search => Should.Throw<MlflowException>(() => search()).Message.Contains("MLFLOW_TRACKING_URI", StringComparison.Ordinal));

        Func<Task>[] calls =
        [
            () => _tracer.SetTraceTagAsync("tr-1", "a", "b"), () => _tracer.DeleteTraceTagAsync("tr-1", "a"), () => _tracer.DeleteTracesAsync("1", ["tr-1"]), () => _tracer.LinkTracesToRunAsync(["tr-1"], "r"),
            () => _tracer.LinkPromptsToTraceAsync("tr-1", []), () => _tracer.LoadPromptAsync("a"), () => _tracer.GetExperimentAsync("1"), () => _tracer.GetExperimentByNameAsync("a"),
            () => _tracer.CreateExperimentAsync("a"), () => _tracer.SetExperimentTagAsync("a", "b"), () => _tracer.SetActiveModelByNameAsync("a"),
        ];
        foreach (var call in calls) (await Should.ThrowAsync<MlflowException>(call)).Message.ShouldContain("needs an MLflow server");
        _tracer.TrackingUri.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_store_has_none()
    {
        (await _tracer.SearchTracesAsync(cancellationToken: Token).AllAsync()).ShouldBeEmpty();
        (await _tracer.SearchSessionsAsync(cancellationToken: Token).AllAsync()).ShouldBeEmpty();
    }

    private void Record(int second, string? session = null)
    {
        KeyValuePair<string, string>[] metadata = session is null ? [] : [new("mlflow.trace.session", session)];
        using var span = _tracer.StartDetachedSpan($"t-{second}", metadata: metadata, startTime: First.AddSeconds(second));
        span.End(First.AddSeconds(second + 0.5));
    }
}
