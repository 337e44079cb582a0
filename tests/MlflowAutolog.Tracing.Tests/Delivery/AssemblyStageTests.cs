using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;
using Microsoft.Extensions.Time.Testing;

namespace MlflowAutolog.Tracing.Tests.Delivery;

public sealed class AssemblyStageTests
{
    private readonly DeliveryCounters _counters = new();
    private readonly QueueBudget _budget = new(maxTraces: 10, maxBytes: 100_000);
    private readonly ReadyQueue _ready = new(new BatchLimits());

    [Fact]
    public void Attempts_that_were_joined_give_their_room_back_while_another_call_waits()
    {
        var stage = new AssemblyStage(new TraceAssembler(new FakeTimeProvider(), _ => false), _ready, _budget, _counters);
        Offer(stage, "waits", WireOutcome.Retryable);
        for (var i = 0; i < 50; i++)
        {
            Offer(stage, "call " + i, WireOutcome.Retryable);
            Offer(stage, "call " + i, WireOutcome.Answered);
            foreach (var sent in _ready.TakeAll())
            {
                _budget.Return(1, sent.Size);
                _counters.Deliver(1);
            }
        }

        var now = _counters.Snapshot();
        (now.Accepted, now.Delivered, now.Pending).ShouldBe((51, 50, 1));
        stage.Release(all: true);
        _budget.Return(1, _ready.TakeAll().ShouldHaveSingleItem().Size);
        _budget.TryTake(100_000).ShouldBeTrue("all the room is there again");
    }

    private void Offer(AssemblyStage stage, string key, WireOutcome outcome)
    {
        var span = Some.Span() with { Call = new WireCall(key, outcome) };
        _counters.Accept();
        _budget.TryTake(1_000).ShouldBeTrue();
        stage.Offer(new RecordedTrace { TraceId = span.TraceId, Spans = [span], Root = span, Size = 1_000 });
    }
}
