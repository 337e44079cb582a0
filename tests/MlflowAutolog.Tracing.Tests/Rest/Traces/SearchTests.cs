namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

/// <summary>Over the 2,000 traces of <see cref="ManyTraces"/>.</summary>
public sealed class SearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_traces_come_once_and_the_newest_first()
    {
        await using var server = await ManyTraces.OpenAsync();

        var names = await server.Tracer.SearchTracesAsync(includeSpans: false, cancellationToken: Token).NamesAsync();

        names.ShouldBe(Enumerable.Range(0, ManyTraces.Count).Reverse().Select(i => $"t-{i:0000}"));
        server.Requests("/traces/search").ShouldBeInRange(4, 5);
    }

    [Fact]
    public async Task Spans_come_page_by_page_with_what_was_recorded()
    {
        await using var server = await ManyTraces.OpenAsync();

        var traces = await server.Tracer.SearchTracesAsync(maxResults: 250, orderBy: [TraceOrder.Timestamp], cancellationToken: Token).AllAsync();

        traces.Select(trace => trace.Root!.Inputs!.Value.GetProperty("number").GetInt32()).ShouldBe(Enumerable.Range(0, 250));
        traces[200].Spans.Select(span => (span.Name, span.SpanType)).ShouldBe([("t-0200", "CHAIN"), ("child", "TOOL")]);
        traces[200].Root!.StartTime.ShouldBe(ManyTraces.First.AddSeconds(200));
        traces[7].Info.ExecutionDuration.ShouldBe(TimeSpan.FromMilliseconds(17));
        server.Requests("/traces/batchGet").ShouldBe(5);
    }

    [Fact]
    public async Task Leaving_the_loop_asks_for_nothing_more()
    {
        await using var server = await ManyTraces.OpenAsync();
        var seen = 0;

        await foreach (var trace in server.Tracer.SearchTracesAsync(cancellationToken: Token))
        {
            trace.Spans.ShouldNotBeEmpty();
            if (++seen == 3) break;
        }

        server.Requests("/traces/").ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_asked_before_the_loop()
    {
        await using var server = await ManyTraces.OpenAsync();

        _ = server.Tracer.SearchTracesAsync(cancellationToken: Token);

        server.Requests("/").ShouldBe(0);
    }

    [Fact]
    public async Task Typed_conditions_choose_by_time_and_duration()
    {
        await using var server = await ManyTraces.OpenAsync();
        var filter = MlflowTraceFilter.Timestamp >= ManyTraces.First.AddSeconds(500) & MlflowTraceFilter.Timestamp < ManyTraces.First.AddSeconds(600)
            & MlflowTraceFilter.Duration > TimeSpan.FromMilliseconds(600) & MlflowTraceFilter.Tag("rest") == "5";

        var names = await server.Tracer.SearchTracesAsync(filter, includeSpans: false, cancellationToken: Token).NamesAsync();

        names.ShouldBe(["t-0595"]);
    }

    [Fact]
    public async Task Orders_can_be_typed_and_combined()
    {
        await using var server = await ManyTraces.OpenAsync();

        var slowest = await server.Tracer.SearchTracesAsync(orderBy: [TraceOrder.Duration.Descending], maxResults: 2, includeSpans: false, cancellationToken: Token).NamesAsync();
        var byTag = await server.Tracer.SearchTracesAsync(orderBy: [TraceOrder.Tag("rest").Descending, "name ASC"], maxResults: 2, includeSpans: false, cancellationToken: Token).NamesAsync();

        slowest.ShouldBe(["t-1999", "t-1998"]);
        byTag.ShouldBe(["t-0009", "t-0019"]);
    }

    [Fact]
    public async Task Experiments_are_given_as_ids_or_locations()
    {
        await using var server = await ManyTraces.OpenAsync();
        var id = await server.ExperimentIdAsync();
        await using var other = await ServerTracer.OnRealAsync();

        (await other.Tracer.SearchTracesAsync(cancellationToken: Token).AllAsync()).ShouldBeEmpty();
        (await other.Tracer.SearchTracesAsync(experimentIds: [id], maxResults: 3, cancellationToken: Token).AllAsync()).Count.ShouldBe(3);
        var found = await other.Tracer.SearchTracesAsync(locations: [TraceLocation.Experiment(id)], maxResults: 1, cancellationToken: Token).AllAsync();
        found.ShouldHaveSingleItem().Info.Location.ShouldBe(TraceLocation.Experiment(id));
    }

    [Fact]
    public async Task Sessions_come_with_all_their_traces_oldest_first()
    {
        await using var server = await ManyTraces.OpenAsync();

        var sessions = await server.Tracer.SearchSessionsAsync(includeSpans: false, cancellationToken: Token).AllAsync();

        sessions.Select(session => session.Id).ShouldBe(Enumerable.Range(0, ManyTraces.Sessions).Reverse().Select(i => $"s-{i:00}"));
        sessions[^1].Traces.Select(trace => trace.Info.Tags["mlflow.traceName"]).ShouldBe(["t-0000", "t-0025", "t-0050", "t-0075"]);
    }

    [Fact]
    public async Task A_session_is_fetched_when_the_loop_reaches_it()
    {
        await using var server = await ManyTraces.OpenAsync();

        var sessions = await server.Tracer.SearchSessionsAsync(maxResults: 2, cancellationToken: Token).AllAsync();

        sessions.Select(session => session.Traces.Count).ShouldBe([ManyTraces.PerSession, ManyTraces.PerSession]);
        sessions[0].Traces.ShouldAllBe(trace => trace.Spans.Count > 0);
        server.Requests("/traces/search").ShouldBe(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_number_that_is_none_is_refused_at_once(int maxResults)
    {
        await using var server = await ManyTraces.OpenAsync();

        Should.Throw<ArgumentOutOfRangeException>(() => server.Tracer.SearchTracesAsync(maxResults: maxResults)).ParamName.ShouldBe("maxResults");
        Should.Throw<ArgumentOutOfRangeException>(() => server.Tracer.SearchSessionsAsync(maxResults)).ParamName.ShouldBe("maxResults");
    }

    [Fact]
    public async Task Places_that_are_none_are_refused_at_once()
    {
        await using var server = await ManyTraces.OpenAsync();

        Should.Throw<MlflowException>(() => server.Tracer.SearchTracesAsync(experimentIds: ["support-bot"])).Message.ShouldContain("GetExperimentByNameAsync");
        Should.Throw<MlflowException>(() => server.Tracer.SearchTracesAsync(experimentIds: [])).Message.ShouldContain("empty");
        Should.Throw<MlflowException>(() => server.Tracer.SearchTracesAsync(locations: [TraceLocation.UnityCatalog("main", "traces")])).Message.ShouldContain("main.traces");
    }

    [Fact]
    public async Task A_search_can_be_cancelled_between_pages()
    {
        await using var server = await ManyTraces.OpenAsync();
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in server.Tracer.SearchTracesAsync(includeSpans: false, cancellationToken: Token).WithCancellation(stop.Token)) await stop.CancelAsync();
        });
    }
}
