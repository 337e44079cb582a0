using System.Diagnostics;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Assembling;

public sealed class ManyCallsTests
{
    // Compared with one another they would be ten thousand million pairs.
    [Fact(Timeout = 60_000)]
    public Task Equal_calls_that_were_answered_are_not_compared_with_one_another() => Task.Run(() =>
    {
        const int Calls = 100_000;
        var parent = ActivitySpanId.CreateRandom();
        var spans = Enumerable.Range(0, Calls).Select(i => new SpanData
        {
            TraceId = default,
            SpanId = ActivitySpanId.CreateRandom(),
            ParentSpanId = parent,
            Name = "call",
            Type = SpanType.ChatModel,
            StartUnixNano = i * 10,
            EndUnixNano = (i * 10) + 5,
            Call = new WireCall("key", i == Calls / 2 ? WireOutcome.Retryable : WireOutcome.Answered),
        }).ToList();
        AttemptFold.Apply(spans).Count.ShouldBe(Calls - 1);
    }, TestContext.Current.CancellationToken);
}
