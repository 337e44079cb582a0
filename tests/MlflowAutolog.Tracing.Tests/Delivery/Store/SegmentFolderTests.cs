using Microsoft.Extensions.Time.Testing;
using MlflowAutolog.Tracing.Delivery.Store;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

public sealed class SegmentFolderTests : IDisposable
{
    private static readonly byte[] Record = new byte[1000];

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_segment_takes_records_until_it_is_full_or_old()
    {
        using var folder = Folder(new SegmentLimits { SegmentBytes = 3_000, SegmentAge = TimeSpan.FromMinutes(1) });

        Append(folder).ShouldBe(Append(folder));
        var full = Append(folder);
        full.ShouldNotBe(folder.Segments()[0]);
        _time.Advance(TimeSpan.FromSeconds(59));
        Append(folder).ShouldBe(full);
        _time.Advance(TimeSpan.FromMinutes(1));
        Append(folder).ShouldNotBe(full);
        folder.Segments().Count.ShouldBe(3);
    }

    [Fact]
    public void A_record_larger_than_a_segment_has_one_of_its_own()
    {
        using var folder = Folder(new SegmentLimits { SegmentBytes = 500 });
        Append(folder).ShouldNotBe(Append(folder));
        folder.Segments().ShouldAllBe(segment => new FileInfo(segment).Length > 1000);
    }

    [Fact]
    public void Beyond_its_size_the_oldest_segments_go_and_that_is_said_once()
    {
        using var folder = Folder(new SegmentLimits { SegmentBytes = 1_100, FolderBytes = 5_500 });
        var written = Enumerable.Range(0, 20).Select(_ => Append(folder)).ToArray();

        folder.Segments().ShouldBe(written.TakeLast(folder.Segments().Count));
        folder.Segments().Sum(segment => new FileInfo(segment).Length).ShouldBeInRange(3_300, 5_500 + 1_100);
        folder.Trimmed.ShouldBe(20 - folder.Segments().Count);
        _told.ShouldHaveSingleItem().ShouldContain(_folder.Path);
    }

    [Fact]
    public void Segments_older_than_the_limit_go_when_the_next_one_is_opened()
    {
        using var folder = Folder(SegmentLimits.Default);
        var old = Append(folder);
        _time.Advance(TimeSpan.FromDays(6));
        var newer = Append(folder);
        _time.Advance(TimeSpan.FromDays(1.5));
        var newest = Append(folder);

        folder.Segments().ShouldBe([newer, newest]);
        File.Exists(old).ShouldBeFalse();
    }

    [Fact]
    public void The_segment_that_another_writer_has_open_is_never_deleted()
    {
        using var idle = Folder(SegmentLimits.Default);
        var open = Append(idle);
        _time.Advance(TimeSpan.FromDays(30));
        using var busy = Folder(new SegmentLimits { FolderBytes = 1 });
        Append(busy);

        File.Exists(open).ShouldBeTrue();
        idle.Dispose();
        busy.CloseSegment();
        Append(busy);
        File.Exists(open).ShouldBeFalse();
    }

    [Fact]
    public void The_segments_of_a_living_writer_cannot_be_taken_over_and_trying_does_no_harm()
    {
        using var living = Folder(SegmentLimits.Default);
        Append(living);
        using var other = Folder(SegmentLimits.Default);

        other.Adopt().ShouldBeEmpty();
        other.Adopt().ShouldBeEmpty();
        _folder.Files("*.lock").ShouldHaveSingleItem();
    }

    [Fact]
    public void The_segments_of_a_writer_that_is_gone_have_one_heir()
    {
        using (var gone = Folder(SegmentLimits.Default)) Append(gone);
        using var heir = Folder(SegmentLimits.Default);
        using var late = Folder(SegmentLimits.Default);

        var inherited = heir.Adopt().ShouldHaveSingleItem();
        File.Exists(inherited).ShouldBeTrue();
        late.Adopt().ShouldBeEmpty();
        heir.Adopt().ShouldBe([inherited]);
        heir.Dispose();
        late.Adopt().ShouldHaveSingleItem();
    }

    [Fact]
    public void Many_heirs_at_once_share_without_overlap()
    {
        for (var i = 0; i < 20; i++)
        {
            using var gone = Folder(SegmentLimits.Default);
            Append(gone);
        }
        var heirs = Enumerable.Range(0, 4).Select(_ => Folder(SegmentLimits.Default)).ToArray();

        var shares = new IReadOnlyList<string>[heirs.Length];
        Parallel.For(0, heirs.Length, i => shares[i] = heirs[i].Adopt());

        shares.SelectMany(share => share).Order().ShouldBe(_folder.Files("*.mlt").Order());
        foreach (var heir in heirs) heir.Dispose();
    }

    [Fact]
    public void Locks_that_nobody_holds_and_foreign_files_do_not_disturb()
    {
        using var folder = Folder(SegmentLimits.Default);
        Append(folder);
        File.WriteAllText(Path.Combine(_folder.Path, "writer-dead.lock"), "");
        File.WriteAllText(Path.Combine(_folder.Path, "segment-of-something.mlt"), "");
        File.WriteAllText(Path.Combine(_folder.Path, "notes.txt"), "");

        folder.CloseSegment();
        Append(folder);

        _folder.Files("*.lock").ShouldHaveSingleItem();
        folder.Segments().Count.ShouldBe(2);
        _folder.Files("*.txt").ShouldHaveSingleItem();
    }

    private SegmentFolder Folder(SegmentLimits limits) => new(_folder.Path, limits, _time, _told.Add);

    private static string Append(SegmentFolder folder) => folder.Append((byte)'?', Record);
}
