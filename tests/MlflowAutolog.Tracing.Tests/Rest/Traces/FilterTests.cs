using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

/// <summary>Each typed filter finds what it should on the real server, and nothing else.</summary>
public sealed class FilterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Everywhere()
        => [.. from version in new[] { MlflowServers.Latest, MlflowServers.Oldest } from name in FilterCases.Everywhere.Keys select new TheoryDataRow<string, string>(version, name)];

    public static TheoryData<string> Newest() => [.. FilterCases.Newest.Keys];

    public static TheoryData<string> BetterOnNewest() => [.. FilterCases.BetterOnNewest.Keys];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public Task A_filter_finds_what_it_says(string version, string name) => VerifyAsync(version, FilterCases.Everywhere[name]);

    [Theory]
    [MemberData(nameof(Newest))]
    public Task The_newest_server_takes_more(string name) => VerifyAsync(MlflowServers.Latest, FilterCases.Newest[name]);

    [Theory]
    [MemberData(nameof(BetterOnNewest))]
    public Task The_newest_server_does_better(string name) => VerifyAsync(MlflowServers.Latest, FilterCases.BetterOnNewest[name]);

    [Theory]
    [MemberData(nameof(Newest))]
    public async Task An_older_server_says_so(string name)
    {
        var (server, _) = await FilteredTraces.OpenAsync(MlflowServers.Oldest);
        await using var open = server;

        var error = await Should.ThrowAsync<MlflowException>(() => server.Tracer.SearchTracesAsync(FilterCases.Newest[name].Filter, cancellationToken: Token).AllAsync());

        error.Message.ShouldContain("This server is MLflow 3.6");
        error.Message.ShouldContain("3.17");
        error.StatusCode.ShouldBe(400);
    }

    [Fact]
    public async Task Ids_are_found()
    {
        var (server, ids) = await FilteredTraces.OpenAsync(MlflowServers.Latest);
        await using var open = server;

        (await server.Tracer.SearchTracesAsync(MlflowTraceFilter.TraceId.In(ids["plain"], ids["odd"]), cancellationToken: Token).NamesAsync()).ShouldBe(["plain", "odd"], ignoreOrder: true);
        (await server.Tracer.SearchTracesAsync(MlflowTraceFilter.TraceId == ids["odd"], cancellationToken: Token).NamesAsync()).ShouldBe(["odd"]);
    }

    [Fact]
    public async Task A_wrong_filter_text_throws_the_servers_words()
    {
        var (server, _) = await FilteredTraces.OpenAsync(MlflowServers.Latest);
        await using var open = server;

        var error = await Should.ThrowAsync<MlflowException>(() => server.Tracer.SearchTracesAsync("status = 'OK' OR status = 'ERROR'", cancellationToken: Token).AllAsync());

        error.Message.ShouldContain("Invalid clause");
        error.Message.ShouldContain("The filter was: status = 'OK' OR");
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task Sessions_are_found_whatever_their_name(string version)
    {
        var (server, _) = await FilteredTraces.OpenAsync(version);
        await using var open = server;

        var sessions = await server.Tracer.SearchSessionsAsync(cancellationToken: Token).AllAsync();

        sessions.Select(session => session.Id).ShouldBe(["Käse 😀", "it's \"hi\"", "say \"hi\"", "it's", "chat-1"]);
        sessions.ShouldAllBe(session => session.Traces.Count == 1);
        sessions.SelectMany(session => session.Traces).ShouldAllBe(trace => trace.Spans.Count == 2);
    }

    private static async Task VerifyAsync(string version, (MlflowTraceFilter Filter, string[] Found) expected)
    {
        var (server, _) = await FilteredTraces.OpenAsync(version);
        await using var open = server;

        (await server.Tracer.SearchTracesAsync(expected.Filter, includeSpans: false, orderBy: [TraceOrder.Timestamp], cancellationToken: Token).NamesAsync()).ShouldBe(expected.Found, expected.Filter.ToString());
    }
}
