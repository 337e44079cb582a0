using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Assembling;

public sealed class AttemptTests
{
    private static readonly ActivitySpanId Parent = ActivitySpanId.CreateRandom();

    [Fact]
    public void Sequential_retryable_failures_are_attempts_of_the_answer()
    {
        var folded = AttemptFold.Apply([Call("k", 0, 1, WireOutcome.Retryable, 429), Call("k", 2, 3, WireOutcome.Retryable, 503), Call("k", 4, 5, WireOutcome.Answered, 200)]);
        var span = folded.ShouldHaveSingleItem();
        span.StartUnixNano.ShouldBe(0);
        span.EndUnixNano.ShouldBe(5);
        span.Attributes.Single(attribute => attribute.Key == WireNames.HttpAttempts).Value.Integer.ShouldBe(3);
        span.Events.Select(e => e.Attributes.Single(attribute => attribute.Key == "http.response.status_code").Value.Integer).ShouldBe([429, 503]);
    }

    [Fact]
    public void Equal_calls_that_were_answered_are_two_calls()
        => AttemptFold.Apply([Call("k", 0, 3, WireOutcome.Answered, 200), Call("k", 1, 2, WireOutcome.Answered, 200)]).Count.ShouldBe(2);

    [Fact]
    public void Calls_of_other_requests_or_parents_stay_apart()
    {
        var elsewhere = Call("k", 2, 3, WireOutcome.Answered, 200) with { ParentSpanId = ActivitySpanId.CreateRandom() };
        AttemptFold.Apply([Call("k", 0, 1, WireOutcome.Retryable, 429), elsewhere, Call("other", 2, 3, WireOutcome.Answered, 200)]).Count.ShouldBe(3);
    }

    [Fact]
    public void Failures_that_overlap_and_were_never_answered_are_two_calls()
        => AttemptFold.Apply([Call("k", 0, 3, WireOutcome.Retryable, 503), Call("k", 1, 2, WireOutcome.Retryable, 503)]).Count.ShouldBe(2);

    [Fact]
    public void The_loser_of_a_hedge_is_an_attempt_of_the_winner()
    {
        AttemptFold.Apply([Call("k", 0, 9, WireOutcome.Cancelled, 0), Call("k", 1, 5, WireOutcome.Answered, 200)]).ShouldHaveSingleItem().Call!.Outcome.ShouldBe(WireOutcome.Answered);
        AttemptFold.Apply([Call("k", 0, 5, WireOutcome.Answered, 200), Call("k", 1, 9, WireOutcome.Cancelled, 0)]).ShouldHaveSingleItem().Call!.Outcome.ShouldBe(WireOutcome.Answered);
    }

    [Fact]
    public void A_failed_root_waits_for_its_next_attempt_and_goes_when_none_comes()
    {
        var time = new FakeTimeProvider();
        var assembler = new TraceAssembler(time, _ => false);
        var ready = new List<TraceData>();
        assembler.Offer(Root(Call("k", 0, 1, WireOutcome.Retryable, 429)), ready);
        ready.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(9));
        assembler.Release(all: false, ready);
        ready.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(2));
        assembler.Release(all: false, ready);
        ready.ShouldHaveSingleItem();
        assembler.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_far_retry_after_keeps_a_failed_root_two_minutes_at_most()
    {
        var time = new FakeTimeProvider();
        var assembler = new TraceAssembler(time, _ => false);
        var ready = new List<TraceData>();
        var call = Call("k", 0, 1, WireOutcome.Retryable, 429);
        assembler.Offer(Root(call with { Call = call.Call! with { RetryAfter = TimeSpan.MaxValue } }), ready);
        time.Advance(TimeSpan.FromSeconds(119));
        assembler.Release(all: false, ready);
        ready.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(1));
        assembler.Release(all: false, ready);
        ready.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_root_whose_next_attempt_runs_waits_as_long_as_that_takes()
    {
        var time = new FakeTimeProvider();
        var running = true;
        var assembler = new TraceAssembler(time, _ => running);
        var ready = new List<TraceData>();
        assembler.Offer(Root(Call("k", 0, 1, WireOutcome.Retryable, 429)), ready);
        time.Advance(TimeSpan.FromMinutes(1));
        assembler.Release(all: false, ready);
        ready.ShouldBeEmpty();
        running = false;
        var answer = Root(Call("k", 60, 61, WireOutcome.Answered, 200));
        assembler.Offer(answer, ready);
        var trace = ready.ShouldHaveSingleItem();
        trace.TraceId.ShouldBe(answer.TraceId);
        trace.Root!.Call!.Attempts.ShouldBe(2);
        trace.Root.StartUnixNano.ShouldBe(0);
    }

    [Fact]
    public void A_flush_ends_the_wait()
    {
        var assembler = new TraceAssembler(new FakeTimeProvider(), _ => true);
        var ready = new List<TraceData>();
        assembler.Offer(Root(Call("k", 0, 1, WireOutcome.Cancelled, 0)), ready);
        assembler.Release(all: true, ready);
        ready.ShouldHaveSingleItem();
    }

    private static RecordedTrace Root(SpanData call)
    {
        var root = call with { ParentSpanId = default };
        return new RecordedTrace { TraceId = root.TraceId, Spans = [root], Root = root };
    }

    private static SpanData Call(string key, long start, long end, WireOutcome outcome, int status) => new()
    {
        TraceId = ActivityTraceId.CreateRandom(),
        SpanId = ActivitySpanId.CreateRandom(),
        ParentSpanId = Parent,
        Name = "Completions",
        Type = SpanType.ChatModel,
        StartUnixNano = start,
        EndUnixNano = end,
        Call = new WireCall(key, outcome) { StatusCode = status },
    };
}
