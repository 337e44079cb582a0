using System.Buffers;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

public sealed class SegmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cut_at_any_byte_a_segment_gives_the_records_before_the_cut_and_no_complaint()
    {
        var traces = Enumerable.Range(0, 4).Select(i => SomeTrace.Of($"trace {i}")).ToArray();
        var bytes = SegmentOf(traces);
        var ends = EndsOf(traces);

        for (var length = 0; length <= bytes.Length; length++)
        {
            var whole = ends.Count(end => end <= length);
            Ids(SegmentReader.Read(bytes.AsMemory(0, length), "cut")).ShouldBe(traces.Take(whole).Select(t => t.Id), $"cut at {length}");
            if (length < SegmentFormat.HeadLength) continue;
            var cursor = new RecordCursor(bytes.AsMemory(0, length), SegmentFormat.HeadLength);
            while (cursor.MoveNext()) whole--;
            (whole, cursor.Broken).ShouldBe((0, 0), $"cut at {length}");
        }
    }

    [Fact]
    public void Any_flipped_bit_costs_its_own_record_at_most_and_never_makes_another()
    {
        var traces = Enumerable.Range(0, 3).Select(i => SomeTrace.Of($"trace {i}")).ToArray();
        var bytes = SegmentOf(traces);
        var ends = EndsOf(traces);

        for (var bit = SegmentFormat.HeadLength * 8; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var hit = ends.FindIndex(end => bit / 8 < end);
            var cursor = new RecordCursor(bytes, SegmentFormat.HeadLength);
            var read = new List<string>();
            while (cursor.MoveNext()) read.Add(TraceRecord.Read(cursor.Payload).Id);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));

            read.ShouldBe(traces.Where((_, index) => index != hit).Select(t => t.Id), $"bit {bit}");
            // In the head of the last record it looks like a torn tail.
            if (hit < 2 || bit / 8 >= ends[1] + SegmentFormat.RecordHeadLength) cursor.Broken.ShouldBe(1, $"bit {bit}");
        }
    }

    [Fact]
    public void Garbage_between_records_is_passed_over_once()
    {
        var (first, second) = (SomeTrace.Of(), SomeTrace.Of());
        byte[] bytes = [.. SegmentOf(first), .. "\nMLR\nMLR garbage \nML"u8, .. SegmentOf(second).AsSpan(SegmentFormat.HeadLength)];

        var cursor = new RecordCursor(bytes, SegmentFormat.HeadLength);
        var read = new List<string>();
        while (cursor.MoveNext()) read.Add(TraceRecord.Read(cursor.Payload).Id);

        read.ShouldBe([first.Id, second.Id]);
        cursor.Broken.ShouldBe(1);
    }

    [Fact]
    public void A_file_of_another_kind_or_version_is_no_segment()
    {
        var bytes = SegmentOf(SomeTrace.Of());
        bytes[8] = 2;
        SegmentReader.Read(bytes, "version 2").ShouldBeEmpty();
        SegmentReader.Read(new byte[100], "zeros").ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_kinds_of_records_are_left_alone()
    {
        using var folder = NewFolder();
        var path = folder.Append((byte)'?', "{}"u8.ToArray());
        var trace = SomeTrace.Of();
        Append(folder, trace);

        Ids(SegmentReader.Read(path)).ShouldBe([trace.Id]);
    }

    [Fact]
    public void A_reader_beside_the_writer_sees_whole_records_in_order()
    {
        using var folder = NewFolder();
        var traces = Enumerable.Range(0, 300).Select(_ => SomeTrace.OfSize(2_000)).ToArray();
        var ids = traces.Select(t => t.Id).ToArray();
        var writing = Task.Run(() => Array.ForEach(traces, trace => Append(folder, trace)), TestContext.Current.CancellationToken);

        var seen = 0;
        while (seen < ids.Length)
        {
            writing.IsFaulted.ShouldBeFalse();
            var read = folder.Segments().SelectMany(segment => Ids(SegmentReader.Read(segment))).ToArray();
            read.Length.ShouldBeGreaterThanOrEqualTo(seen);
            read.ShouldBe(ids.Take(read.Length));
            seen = read.Length;
        }
    }

    private SegmentFolder NewFolder() => new(_folder.Path, SegmentLimits.Default, TimeProvider.System, _ => { });

    private byte[] SegmentOf(params TraceData[] traces)
    {
        using var folder = NewFolder();
        var before = folder.Segments();
        foreach (var trace in traces) Append(folder, trace);

        // Not the last by name: two writers in one millisecond are in no order.
        return File.ReadAllBytes(folder.Segments().Except(before).Single());
    }

    private static List<int> EndsOf(TraceData[] traces)
    {
        var at = SegmentFormat.HeadLength;
        return [.. traces.Select(trace => at += SegmentFormat.RecordHeadLength + Payload(trace).Length)];
    }

    private static void Append(SegmentFolder folder, TraceData trace) => folder.Append(SegmentFormat.TraceKind, Payload(trace));

    private static ReadOnlyMemory<byte> Payload(TraceData trace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        TraceRecord.Write(buffer, trace);
        return buffer.WrittenMemory;
    }

    private static IEnumerable<string> Ids(IEnumerable<TraceData> traces) => traces.Select(trace => trace.Id);
}
