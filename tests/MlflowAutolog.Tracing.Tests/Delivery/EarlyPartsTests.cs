using System.Buffers;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>The last part of a long trace speaks for the whole of it.</summary>
public sealed class EarlyPartsTests
{
    private readonly EarlyParts _parts = new();

    [Fact]
    public void The_last_part_has_usage_and_size_of_all()
    {
        var root = SomeTrace.Span("root");
        Gone(root, 10);
        Gone(root, 100);
        var last = _parts.Join(SomeTrace.Of(root, WithUsage(SomeTrace.Child(root), 1000)));
        Check(last);
        Check(RoundTrip(last));
        _parts.Join(SomeTrace.Of(root)).FollowsEarlyParts.ShouldBeFalse("it is told once");
    }

    [Fact]
    public void What_was_sent_as_not_ended_is_told_again_by_the_real_end()
    {
        var root = SomeTrace.Span("root");
        Gone(root, 1110);
        var open = root with { Status = SpanStatusCode.Error, StatusMessage = "not ended" };
        _parts.Join(SomeTrace.Of(open)).FollowsEarlyParts.ShouldBeTrue();
        _parts.Join(SomeTrace.Of(root)).Metadata[WireNames.TokenUsage].ShouldContain("1110");
    }

    [Fact]
    public void Usage_above_stands_for_what_is_beneath_in_another_part()
    {
        var root = WithUsage(SomeTrace.Span("root"), 7);
        Gone(root, 10);
        _parts.Join(SomeTrace.Of(root)).Metadata[WireNames.TokenUsage].ShouldContain("\"total_tokens\":7", Case.Sensitive);
    }

    [Fact]
    public void Other_traces_and_late_children_are_left_as_they_are()
    {
        var root = SomeTrace.Span("root");
        var late = SomeTrace.Late(SomeTrace.Child(root));
        _parts.Join(late).ShouldBeSameAs(late);
        var other = SomeTrace.Of();
        _parts.Join(other).ShouldBeSameAs(other);
    }

    [Fact]
    public void Parts_of_a_trace_of_another_process_are_not_remembered_because_their_root_never_comes()
    {
        var root = SomeTrace.Span("root");
        _parts.Join(SomeTrace.Late(WithUsage(SomeTrace.Child(root), 10)) with { Early = new EarlyPart("root", root.StartUnixNano, IsFirst: false, IsContinued: true) });
        _parts.Join(SomeTrace.Of(root)).FollowsEarlyParts.ShouldBeFalse();
    }

    private static void Check(TraceData last)
    {
        last.FollowsEarlyParts.ShouldBeTrue();
        var metadata = TraceMetadata.Of(last);
        metadata[WireNames.TokenUsage].ShouldContain("\"total_tokens\":1110", Case.Sensitive);
        metadata[WireNames.SizeStats].ShouldContain("\"num_spans\":4", Case.Sensitive);
    }

    private static TraceData RoundTrip(TraceData trace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        TraceRecord.Write(buffer, trace);
        return TraceRecord.Read(buffer.WrittenMemory);
    }

    private static SpanData WithUsage(SpanData span, int tokens)
        => span with { Attributes = [new(WireNames.ChatTokenUsage, SomeTrace.JsonAttribute($$"""{"input_tokens":{{tokens}},"output_tokens":0,"total_tokens":{{tokens}}}"""))] };

    private void Gone(SpanData root, int tokens)
        => _parts.Join(SomeTrace.Late(WithUsage(SomeTrace.Child(root), tokens)) with { Early = new EarlyPart("root", root.StartUnixNano, IsFirst: true) });
}
