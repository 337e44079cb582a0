using System.Buffers;
using System.Text;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

public sealed class TraceRecordTests
{
    [Fact]
    public void A_trace_comes_back_with_all_that_a_resend_needs()
    {
        var root = SomeTrace.Span() with { Status = SpanStatusCode.Error, StatusMessage = "no" };
        var trace = SomeTrace.Of(root, SomeTrace.Child(root)) with
        {
            State = TraceState.Error,
            Tags = new Dictionary<string, string> { ["env"] = "prod", ["empty"] = "" },
            Metadata = new Dictionary<string, string> { ["mlflow.trace.session"] = "s-17" },
            ClientRequestId = "order-771",
            RequestPreview = "Where?",
            ResponsePreview = "There.",
            HasUserInfo = true,
            ExperimentId = "2",
            Assessments = [new Feedback { Name = "helpful", AssessmentId = "a-1", Value = true, Overrides = "a-0" }, new Expectation { Name = "expected", Value = "x", Valid = true }],
        };

        var read = TraceRecord.Read(Written(trace));

        read.Root.ShouldBeSameAs(read.Spans[0]);
        read.Spans.Select(SomeTrace.Describe).ShouldBe(trace.Spans.Select(SomeTrace.Describe));
        (read.Id, read.State, read.ClientRequestId, read.RequestPreview, read.ResponsePreview, read.HasUserInfo, read.ExperimentId)
            .ShouldBe((trace.Id, trace.State, trace.ClientRequestId, trace.RequestPreview, trace.ResponsePreview, trace.HasUserInfo, trace.ExperimentId));
        read.Tags.ShouldBe(trace.Tags);
        read.Metadata.ShouldBe(trace.Metadata);
        read.Assessments.Select(one => (one.GetType(), one.Name, one.AssessmentId, one.Overrides, one.Valid)).ShouldBe(trace.Assessments.Select(one => (one.GetType(), one.Name, one.AssessmentId, one.Overrides, one.Valid)));
    }

    [Fact]
    public void Late_spans_stay_without_root()
    {
        var read = TraceRecord.Read(Written(SomeTrace.Late(SomeTrace.Child(SomeTrace.Span()))));

        read.Root.ShouldBeNull();
        (read.ExperimentId, read.RequestPreview, read.HasUserInfo).ShouldBe((null, null, false));
    }

    [Fact]
    public void A_record_is_one_line_that_can_be_searched_for()
    {
        var trace = SomeTrace.Of(SomeTrace.Span() with { Inputs = SomeTrace.Json("{\n\"city\": \"Zürich\"}") });

        var text = Encoding.UTF8.GetString(Written(trace).Span);

        text.ShouldStartWith($$"""{"info":{"trace_id":"{{trace.Id}}","request_time":"2026-09-21T14:13:20.000Z","execution_duration":"1.250s",""");
        text.ShouldContain("Zürich");
        text.ShouldNotContain("\n");
    }

    private static ReadOnlyMemory<byte> Written(TraceData trace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        TraceRecord.Write(buffer, trace);
        return buffer.WrittenMemory;
    }
}
