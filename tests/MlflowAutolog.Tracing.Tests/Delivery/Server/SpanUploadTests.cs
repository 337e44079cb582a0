using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Server;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery.Server;

/// <summary>The server is a rule here: what it refuses, and how.</summary>
public sealed class SpanUploadTests
{
    private int _requests;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bad_trace_does_not_cost_its_batch(bool doubtful)
    {
        var kind = doubtful ? SpanVerdictKind.Doubtful : SpanVerdictKind.Refused;
        TraceData[] batch = [.. Enumerable.Range(0, 20).Select(index => Some.Trace(Some.Span(index == 13 ? "bad" : "good")))];
        var upload = Upload(batch, span => span.Name == "bad" ? kind : SpanVerdictKind.Stored);

        var outcomes = await upload.RunAsync(oneTraceARequest: false);

        for (var i = 0; i < batch.Length; i++) outcomes[i].Result.DropReason.ShouldBe(i == 13 ? "rejected" : null);
        upload.Refused.ShouldHaveSingleItem().Words.ShouldBe("because");
        _requests.ShouldBeLessThan(15);
    }

    [Fact]
    public async Task A_trace_keeps_its_other_spans()
    {
        var root = Some.Span("root");
        var trace = Some.Trace(root, Some.Span("good", parent: root), Some.Span("bad", parent: root), Some.Span("good too", parent: root));
        var upload = Upload([trace], span => span.Name == "bad" ? SpanVerdictKind.Refused : SpanVerdictKind.Stored);

        var outcome = (await upload.RunAsync(oneTraceARequest: false))[0];

        outcome.Result.DropReason.ShouldBeNull();
        outcome.Stored!.Spans.Select(span => span.Name).ShouldBe(["root", "good", "good too"]);
        outcome.InOneRequest.ShouldBeFalse();
        upload.Refused.ShouldHaveSingleItem().Part.Data.Spans.ShouldHaveSingleItem().Name.ShouldBe("bad");
    }

    [Fact]
    public async Task A_server_that_fails_at_everything_costs_nothing()
    {
        TraceData[] batch = [.. Enumerable.Range(0, 200).Select(_ => Some.Trace())];
        var upload = Upload(batch, _ => SpanVerdictKind.Doubtful);

        var outcomes = await upload.RunAsync(oneTraceARequest: false);

        outcomes.ShouldAllBe(outcome => outcome.Result.RetryAfter != null);
        upload.Refused.ShouldBeEmpty();
        upload.Doubt.ShouldBe("because");
        _requests.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task An_outage_in_the_middle_postpones_the_rest()
    {
        TraceData[] batch = [.. Enumerable.Range(0, 10).Select(_ => Some.Trace())];
        var upload = Upload(batch, _ => _requests > 4 ? SpanVerdictKind.Later : SpanVerdictKind.Stored);

        var outcomes = await upload.RunAsync(oneTraceARequest: true);

        outcomes.Count(outcome => outcome.Stored is not null).ShouldBe(4);
        outcomes.Count(outcome => outcome.Result.RetryAfter is not null).ShouldBe(6);
        _requests.ShouldBe(5);
    }

    [Theory]
    [InlineData(12_000, 0, 3)]
    [InlineData(10, 1024 * 1024, 3)]
    public async Task A_trace_beyond_a_request_goes_in_pieces(int spans, int bytes, int requests)
    {
        var root = Some.Span("root");
        var inputs = new JsonText(System.Text.Encoding.ASCII.GetBytes('"' + new string('x', bytes) + '"'));
        var trace = Some.Trace([root, .. Enumerable.Range(1, spans - 1).Select(_ => Some.Span("child", parent: root) with { Inputs = inputs })]);
        var upload = Upload([trace], _ => SpanVerdictKind.Stored);

        var outcome = (await upload.RunAsync(oneTraceARequest: false))[0];

        _requests.ShouldBe(requests);
        outcome.Stored!.Spans.Count.ShouldBe(spans);
        outcome.InOneRequest.ShouldBeFalse();
    }

    [Fact]
    public async Task A_bad_span_of_a_trace_in_pieces_costs_itself_alone()
    {
        var root = Some.Span("root");
        var trace = Some.Trace([root, .. Enumerable.Range(1, 11_999).Select(index => Some.Span(index == 7_700 ? "bad" : "child", parent: root))]);
        var upload = Upload([trace], span => span.Name == "bad" ? SpanVerdictKind.Refused : SpanVerdictKind.Stored);

        var outcome = (await upload.RunAsync(oneTraceARequest: false))[0];

        outcome.Stored!.Spans.Count.ShouldBe(11_999);
        upload.Refused.ShouldHaveSingleItem().Part.Data.Spans.ShouldHaveSingleItem().Name.ShouldBe("bad");
    }

    private SpanUpload Upload(IReadOnlyList<TraceData> batch, Func<SpanData, SpanVerdictKind> judge) => new(
        traces =>
        {
            _requests++;
            return Task.FromResult(new SpanVerdict(traces.SelectMany(trace => trace.Spans).Max(judge), "because"));
        },
        batch,
        new BatchLimits());
}
