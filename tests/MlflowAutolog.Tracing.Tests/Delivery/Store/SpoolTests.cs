using MlflowAutolog.Tracing.Delivery.Store;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

public sealed class SpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_one_process_could_not_deliver_the_next_one_gets_until_it_acknowledges()
    {
        var (one, two, three) = (SomeTrace.Of(), SomeTrace.Of(), SomeTrace.Of());
        using (var spool = Spool())
        {
            spool.Write([one, two]);
            spool.Write([three]);
        }

        using (var crashing = Spool()) Ids(crashing).ShouldBe([[one.Id, two.Id], [three.Id]]);

        using (var next = Spool())
        {
            var batches = next.AdoptAll().ToArray();
            batches.Select(batch => batch.Traces.Count).ShouldBe([2, 1]);
            batches[0].Acknowledge();
            next.AdoptAll().ShouldBeEmpty("each batch is handed out once");
        }

        using var last = Spool();
        Ids(last).ShouldBe([[three.Id]]);
    }

    [Fact]
    public void A_process_gets_back_what_it_wrote_itself()
    {
        using var spool = Spool();
        var trace = SomeTrace.Of();
        spool.Write([trace]);
        Ids(spool).ShouldBe([[trace.Id]]);
    }

    [Fact]
    public void More_than_a_segment_holds_is_several_batches()
    {
        using var spool = Spool(new SegmentLimits { SegmentBytes = 10_000 });
        spool.Write([.. Enumerable.Range(0, 10).Select(_ => SomeTrace.OfSize(3_000))]);
        spool.AdoptAll().Select(batch => batch.Traces.Count).ShouldBe([2, 2, 2, 2, 2]);
    }

    [Fact]
    public void A_disk_that_refuses_is_an_exception_and_leaves_nothing()
    {
        using var spool = new Spool(_folder.Impossible, TimeProvider.System);
        Should.Throw<IOException>(() => spool.Write([SomeTrace.Of()]));
        spool.AdoptAll().ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_record_does_not_keep_its_neighbours()
    {
        var (one, two, three) = (SomeTrace.Of(), SomeTrace.Of(), SomeTrace.Of());
        using (var spool = Spool()) spool.Write([one, two, three]);
        var segment = _folder.Files("*.mlt").ShouldHaveSingleItem();
        var bytes = File.ReadAllBytes(segment);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(segment, bytes);

        using var next = Spool();
        Ids(next).ShouldBe([[one.Id, three.Id]]);
    }

    [Fact]
    public void The_lock_of_a_process_that_is_gone_does_not_stay()
    {
        Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(Path.Combine(_folder.Path, "writer-dead.lock"), "");
        using var spool = Spool();
        spool.AdoptAll().ShouldBeEmpty();
        _folder.Files("*.lock").ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_to_adopt_makes_no_folder()
    {
        using var spool = Spool();
        spool.AdoptAll().ShouldBeEmpty();
        Directory.Exists(_folder.Path).ShouldBeFalse();
    }

    private Spool Spool(SegmentLimits? limits = null) => new(_folder.Path, TimeProvider.System, limits);

    private static IEnumerable<string[]> Ids(Spool spool) => spool.AdoptAll().Select(batch => batch.Traces.Select(trace => trace.Id).ToArray());
}
