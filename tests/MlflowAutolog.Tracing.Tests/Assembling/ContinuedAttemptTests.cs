using System.Diagnostics;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Assembling;

/// <summary>Attempts with nothing above them but a span of another process.</summary>
public sealed class ContinuedAttemptTests
{
    private static readonly ActivityTraceId Trace = ActivityTraceId.CreateRandom();
    private readonly TraceAssembler _assembler = new(TimeProvider.System, _ => false);
    private readonly List<TraceData> _ready = [];

    [Fact]
    public void They_become_one_span_of_the_senders_trace()
    {
        var parent = ActivitySpanId.CreateRandom();
        Offer(Call(parent, 0, WireOutcome.Retryable));
        _ready.ShouldBeEmpty();
        Offer(Call(parent, 2, WireOutcome.Answered));
        var part = _ready.ShouldHaveSingleItem();
        (part.TraceId, part.Root).ShouldBe((Trace, null));
        var span = part.Spans.ShouldHaveSingleItem();
        (span.ParentSpanId, span.StartUnixNano, span.Call!.Attempts).ShouldBe((parent, 0L, 2));
    }

    [Fact]
    public void Those_of_another_sender_are_not_theirs()
    {
        Offer(Call(ActivitySpanId.CreateRandom(), 0, WireOutcome.Retryable));
        Offer(Call(ActivitySpanId.CreateRandom(), 2, WireOutcome.Answered));
        _assembler.Release(all: true, _ready);
        _ready.Count.ShouldBe(2);
    }

    private void Offer(SpanData call) => _assembler.Offer(new RecordedTrace { TraceId = Trace, Spans = [call], IsContinued = true }, _ready);

    private static SpanData Call(ActivitySpanId parent, long start, WireOutcome outcome) => new()
    {
        TraceId = Trace,
        SpanId = ActivitySpanId.CreateRandom(),
        ParentSpanId = parent,
        Name = "Completions",
        Type = SpanType.ChatModel,
        StartUnixNano = start,
        EndUnixNano = start + 1,
        Call = new WireCall("k", outcome),
    };
}
