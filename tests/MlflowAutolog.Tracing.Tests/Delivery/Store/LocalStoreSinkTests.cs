using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

public sealed class LocalStoreSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_delivered_is_read_back_while_the_store_is_open_and_by_the_next_one()
    {
        var trace = SomeTrace.Of("first") with { RequestPreview = "Where?", Tags = new Dictionary<string, string> { ["k"] = "v" } };
        await using (var store = Store())
        {
            (await store.DeliverAsync([trace, SomeTrace.Of("second")], Token)).ShouldAllBe(result => result.DropReason == null);
            (await store.GetAsync(trace.Id, Token)).ShouldNotBeNull().Root!.Name.ShouldBe("first");
        }

        await using var next = Store();
        var read = (await next.GetAsync(trace.Id, Token)).ShouldNotBeNull();
        (read.Info.TraceId, read.Info.State, read.Info.RequestPreview, read.Info.ExecutionDuration).ShouldBe((trace.Id, TraceState.Ok, "Where?", TimeSpan.FromSeconds(1.25)));
        read.Info.Tags.ShouldBe(new Dictionary<string, string> { ["k"] = "v", ["mlflow.traceName"] = "first" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Late_spans_join_their_trace_and_a_span_sent_twice_is_there_once()
    {
        var root = SomeTrace.Span("root");
        var child = SomeTrace.Child(root, "late");
        await using var store = Store();
        await store.DeliverAsync([SomeTrace.Of(root), SomeTrace.Late(child), SomeTrace.Of("other"), SomeTrace.Late(child with { Name = "late, again" })], Token);

        var read = (await store.GetAsync(SomeTrace.Of(root).Id, Token)).ShouldNotBeNull();

        read.Spans.Select(span => span.Name).ShouldBe(["root", "late, again"]);
        read.Info.State.ShouldBe(TraceState.Ok);
        read.Info.Metadata["mlflow.trace.sizeStats"].ShouldContain("\"num_spans\":2");
    }

    [Fact]
    public async Task Late_spans_alone_are_a_trace_in_progress()
    {
        var child = SomeTrace.Child(SomeTrace.Span());
        await using var store = Store();
        await store.DeliverAsync([SomeTrace.Late(child)], Token);

        (await store.GetAsync(SomeTrace.Late(child).Id, Token)).ShouldNotBeNull().Info.State.ShouldBe(TraceState.InProgress);
    }

    [Fact]
    public async Task An_id_that_is_not_there_is_null_and_nothing_is_made_by_asking()
    {
        await using var store = Store();
        (await store.GetAsync("tr-00000000000000000000000000000001", Token)).ShouldBeNull();
        Directory.Exists(_folder.Path).ShouldBeFalse();

        await store.DeliverAsync([SomeTrace.Of()], Token);
        (await store.GetAsync("tr-", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_place_is_the_full_path_of_the_folder()
    {
        await using var store = new LocalStoreSink("mlflow-traces", TimeProvider.System);
        store.Locate("tr-1").ShouldBe(Path.Combine(Environment.CurrentDirectory, "mlflow-traces"));
    }

    [Fact]
    public async Task Only_the_owner_may_read_and_source_control_looks_away()
    {
        await using var store = Store();
        await store.DeliverAsync([SomeTrace.Of()], Token);

        (await File.ReadAllTextAsync(Path.Combine(_folder.Path, ".gitignore"), Token)).ShouldBe("*\n");
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(_folder.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in _folder.Files("*.mlt").Concat(_folder.Files("*.lock"))) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task Where_nothing_can_be_written_the_newest_traces_are_in_memory()
    {
        await using var store = new LocalStoreSink(_folder.Impossible, TimeProvider.System);
        var (first, large, last) = (SomeTrace.Of("first"), SomeTrace.OfSize(33 << 20), SomeTrace.Of("last"));

        (await store.DeliverAsync([first], Token)).ShouldAllBe(result => result.DropReason == null);
        (await store.GetAsync(first.Id, Token)).ShouldNotBeNull().Root!.Name.ShouldBe("first");

        await store.DeliverAsync([large, last], Token);
        (await store.GetAsync(first.Id, Token)).ShouldBeNull();
        (await store.GetAsync(last.Id, Token)).ShouldNotBeNull().Root!.Name.ShouldBe("last");
    }

    [Fact]
    public async Task What_memory_could_not_keep_counts_as_dropped()
    {
        var counters = new DeliveryCounters();
        var options = Some.Options();
        await using var pipeline = new TracePipeline(options, new PassingAssembler(), new LocalStoreSink(_folder.Impossible, TimeProvider.System, counters), counters);
        foreach (var batch in new[] { 1, 2 })
        {
            for (var i = 0; i < 2; i++) pipeline.Accept(Large()).ShouldBeTrue();
            (await pipeline.FlushAsync(Token)).ShouldBeTrue();
        }

        var statistics = pipeline.Statistics;

        (statistics.Accepted, statistics.Pending, statistics.Delivered).ShouldBe((4, 0, 1));
        statistics.DroppedByReason.ShouldBe(new Dictionary<string, long> { ["store_unwritable"] = 3 });
    }

    [Fact]
    public async Task A_trace_that_gives_way_within_its_own_batch_is_answered_as_dropped()
    {
        var counters = new DeliveryCounters();
        await using var store = new LocalStoreSink(_folder.Impossible, TimeProvider.System, counters);

        var results = await store.DeliverAsync([SomeTrace.OfSize(20 << 20), SomeTrace.OfSize(20 << 20)], Token);

        results.Select(result => result.DropReason).ShouldBe(["store_unwritable", null]);
        counters.Snapshot().Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task A_trace_that_cannot_be_written_does_not_cost_its_batch()
    {
        await using var store = Store();
        var (first, bad, last) = (SomeTrace.Of("first"), SomeTrace.Of("bad") with { Tags = null! }, SomeTrace.Of("last"));

        var results = await store.DeliverAsync([first, bad, last], Token);

        results.ShouldBe([DeliveryResult.Delivered, new DeliveryResult("unwritable"), DeliveryResult.Delivered]);
        (await store.GetAsync(first.Id, Token)).ShouldNotBeNull();
        (await store.GetAsync(bad.Id, Token)).ShouldBeNull();
        (await store.GetAsync(last.Id, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_folder_that_somebody_deletes_is_made_again()
    {
        await using var store = Store();
        await store.DeliverAsync([SomeTrace.Of()], Token);
        Directory.Delete(_folder.Path, recursive: true);

        var trace = SomeTrace.Of();
        await store.DeliverAsync([trace], Token);

        (await store.GetAsync(trace.Id, Token)).ShouldNotBeNull();
        _folder.Files("*.lock").ShouldHaveSingleItem();
    }

    private static RecordedTrace Large()
    {
        var root = SomeTrace.OfSize(20 << 20).Root!;
        return new RecordedTrace { TraceId = root.TraceId, Spans = [root], Root = root, Size = 1_000 };
    }

    private LocalStoreSink Store() => new(_folder.Path, TimeProvider.System);
}
