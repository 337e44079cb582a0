using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Propagation;
using MlflowAutolog.Tracing.Tests.Recording;

namespace MlflowAutolog.Tracing.Tests.Propagation;

/// <summary>The explicit calls, between two tracers that stand for two processes.</summary>
public sealed class ContinuedTraceTests
{
    private const string Foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string ForeignTrace = "tr-0af7651916cd43dd8448eb211c80319c";
    private const string ForeignSpan = "b7ad6b7169203331";

    [Fact]
    public async Task Spans_of_the_receiver_are_children_of_the_senders()
    {
        await using var sender = new Recorded();
        await using var receiver = new Recorded();
        using (var call = sender.Tracer.StartSpan("call"))
        using (receiver.Tracer.ContinueTrace(sender.Tracer.GetTracingHeaders()!))
        {
            using var handler = receiver.Tracer.StartSpan("handler");
            (handler.TraceId, handler.ParentId).ShouldBe((call.TraceId, call.SpanId));
            using (receiver.Tracer.StartSpan("tool"))
            {
            }
        }

        var (asked, part) = (sender.Single, receiver.Single);
        part.TraceId.ShouldBe(asked.TraceId);
        (part.Root, part.IsContinued).ShouldBe((null, true));
        (asked.Root, asked.IsContinued).ShouldBe((asked.Spans[0], false));
        receiver.Span("handler").ParentSpanId.ShouldBe(sender.Span("call").SpanId);
        receiver.Span("tool").ParentSpanId.ShouldBe(receiver.Span("handler").SpanId);
    }

    [Theory]
    [InlineData("traceparent")]
    [InlineData("Traceparent")]
    [InlineData("TraceParent")]
    [InlineData("TRACEPARENT")]
    public async Task The_case_of_a_headers_name_does_not_matter(string name)
    {
        await using var receiver = new Recorded();
        using (receiver.Tracer.ContinueTrace([new("other", "x"), new(name, Foreign)])) receiver.Tracer.StartSpan("handler").Dispose();
        receiver.Single.Spans[0].ParentSpanId.ToHexString().ShouldBe(ForeignSpan);
    }

    [Fact]
    public async Task A_finished_trace_that_is_added_becomes_part_of_it()
    {
        await using var receiver = new Recorded();
        var remote = new MlflowTrace(new TraceInfo { TraceId = "tr-00000000000000000000000000000001" }, [new TraceSpan { SpanId = "00000000000000aa", Name = "predict", SpanType = SpanType.Agent }]);
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)])) receiver.Tracer.AddTrace(remote);
        ("tr-" + receiver.Single.TraceId.ToHexString(), receiver.Single.IsContinued).ShouldBe((ForeignTrace, true));
        var above = receiver.Span("Remote Trace <predict>");
        above.ParentSpanId.ToHexString().ShouldBe(ForeignSpan);
        receiver.Span("predict").ParentSpanId.ShouldBe(above.SpanId);
    }

    [Theory]
    [InlineData("traceparent")]
    [InlineData("Traceparent")]
    public async Task A_carrier_by_delegate_is_asked_in_lower_case_and_with_a_capital(string name)
    {
        await using var receiver = new Recorded();
        var carrier = new Dictionary<string, string> { [name] = Foreign };
        using (receiver.Tracer.ContinueTrace(carrier.GetValueOrDefault)) receiver.Tracer.StartSpan("handler").Dispose();

        // Its indexer throws for what is not there.
        using (receiver.Tracer.ContinueTrace(asked => carrier[asked])) receiver.Tracer.StartSpan("handler").Dispose();
        receiver.Traces.ShouldAllBe(trace => trace.Spans[0].ParentSpanId.ToHexString() == ForeignSpan);
    }

    [Fact]
    public async Task Our_own_header_beats_another_tracing_systems()
    {
        await using var receiver = new Recorded();
        const string Own = "00-11111111111111111111111111111111-2222222222222222-01";
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign), new("Mlflow-Traceparent", Own)])) receiver.Tracer.StartSpan("handler").Dispose();
        receiver.Single.Spans[0].ParentSpanId.ToHexString().ShouldBe("2222222222222222");
    }

    [Fact]
    public async Task With_a_key_our_own_header_counts_only_signed()
    {
        const string Key = "a key of ours, long enough";
        const string Own = "00-11111111111111111111111111111111-2222222222222222-01";
        await using var receiver = new Recorded(options => options.PropagationKey = Key);
        using (receiver.Tracer.ContinueTrace([new("mlflow-traceparent", Own)])) receiver.Tracer.StartSpan("forged").Dispose();
        using (receiver.Tracer.ContinueTrace([new("mlflow-traceparent", HeaderSignature.Sign(Own, Key, DateTimeOffset.UtcNow))])) receiver.Tracer.StartSpan("ours").Dispose();
        receiver.Span("forged").IsRoot.ShouldBeTrue();
        receiver.Span("ours").ParentSpanId.ToHexString().ShouldBe("2222222222222222");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    public async Task A_missing_or_malformed_header_starts_a_trace_of_its_own(string? value)
    {
        await using var receiver = new Recorded();
        using (var around = receiver.Tracer.StartSpan("around"))
        using (receiver.Tracer.ContinueTrace(_ => value))
        {
            receiver.Tracer.CurrentTraceId.ShouldBeNull();
            using var own = receiver.Tracer.StartSpan("own");
            own.ParentId.ShouldBeNull();
            own.TraceId.ShouldNotBe(around.TraceId);
        }

        receiver.Span("own").IsRoot.ShouldBeTrue();
        receiver.Traces.ShouldAllBe(trace => trace.Root != null && !trace.IsContinued);
    }

    [Fact]
    public async Task Nothing_that_a_carrier_does_reaches_the_application()
    {
        await using var receiver = new Recorded();
        using (receiver.Tracer.ContinueTrace(_ => throw new InvalidOperationException("no"))) receiver.Tracer.StartSpan("one").Dispose();
        using (receiver.Tracer.ContinueTrace(Failing())) receiver.Tracer.StartSpan("two").Dispose();
        using (receiver.Tracer.ContinueTrace((Func<string, string?>)null!)) receiver.Tracer.StartSpan("three").Dispose();
        using (receiver.Tracer.ContinueTrace((IEnumerable<KeyValuePair<string, string>>)null!)) receiver.Tracer.StartSpan("four").Dispose();
        using (receiver.Tracer.StartSpan("five"))
        {
            receiver.Tracer.WriteTracingHeaders((_, _) => throw new InvalidOperationException("no"));
            receiver.Tracer.WriteTracingHeaders(null!);
        }

        receiver.Traces.Count.ShouldBe(5);
        receiver.Traces.ShouldAllBe(trace => trace.Root != null);

        static IEnumerable<KeyValuePair<string, string>> Failing()
        {
            yield return new("traceparent", Foreign);
            throw new InvalidOperationException("no");
        }
    }

    [Fact]
    public async Task An_unsampled_sender_is_not_recorded_and_handed_on_as_such()
    {
        await using var receiver = new Recorded();
        var unsampled = Foreign[..^2] + "02";
        using (receiver.Tracer.ContinueTrace([new("traceparent", unsampled)]))
        {
            receiver.Tracer.StartSpan("handler", samplingRatio: 1).IsRecording.ShouldBeFalse();
            receiver.Tracer.StartDetachedSpan("detached", parent: receiver.Tracer.CurrentSpan).IsRecording.ShouldBeFalse();
            receiver.Tracer.CurrentTraceId.ShouldBeNull();
            receiver.Tracer.GetTracingHeaders()["traceparent"].ShouldBe(Foreign[..^2] + "00");
        }

        receiver.Traces.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trace_that_sampling_left_out_tells_the_receiver_to_leave_it_out()
    {
        await using var sender = new Recorded(options => options.SamplingRatio = 0);
        await using var receiver = new Recorded();
        using (sender.Tracer.StartSpan("root"))
        {
            var headers = sender.Tracer.GetTracingHeaders();
            headers["traceparent"].ShouldEndWith("-00");
            using (sender.Tracer.StartSpan("child")) sender.Tracer.GetTracingHeaders().ShouldBe(headers);
            using (receiver.Tracer.ContinueTrace(headers!)) receiver.Tracer.StartSpan("handler").IsRecording.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_scope_that_is_off_tells_the_receiver_to_leave_it_out()
    {
        await using var sender = new Recorded();
        using var root = sender.Tracer.StartSpan("root");
        using (Mlflow.Context(enabled: false)) sender.Tracer.GetTracingHeaders()["traceparent"].ShouldEndWith("-00");
        sender.Tracer.GetTracingHeaders()["traceparent"].ShouldBe($"00-{root.TraceId[3..]}-{root.SpanId}-01");
    }

    [Fact]
    public async Task Without_a_span_there_is_no_header()
    {
        await using var sender = new Recorded();
        sender.Tracer.GetTracingHeaders().ShouldBeEmpty();
        var written = 0;
        sender.Tracer.WriteTracingHeaders((_, _) => written++);
        written.ShouldBe(0);
    }

    [Fact]
    public async Task A_carrier_by_delegate_gets_the_same_header()
    {
        await using var sender = new Recorded();
        using var span = sender.Tracer.StartSpan("send");
        var written = new Dictionary<string, string>();
        sender.Tracer.WriteTracingHeaders(written.Add);
        written.ShouldBe(sender.Tracer.GetTracingHeaders());
    }

    [Fact]
    public async Task Before_a_span_starts_the_senders_is_the_current_one_and_can_be_handed_on()
    {
        await using var receiver = new Recorded();
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)]))
        {
            receiver.Tracer.CurrentTraceId.ShouldBe(ForeignTrace);
            receiver.Tracer.CurrentSpan.IsRecording.ShouldBeFalse();
            (receiver.Tracer.CurrentSpan.TraceId, receiver.Tracer.CurrentSpan.SpanId).ShouldBe((ForeignTrace, ForeignSpan));
            receiver.Tracer.GetTracingHeaders()["traceparent"].ShouldBe(Foreign);
            receiver.Tracer.StartDetachedSpan("detached", parent: receiver.Tracer.CurrentSpan).End();
        }

        receiver.Single.Spans[0].ParentSpanId.ToHexString().ShouldBe(ForeignSpan);
        receiver.Tracer.LastTraceId.ShouldBe(ForeignTrace);
    }

    [Fact]
    public async Task Each_outermost_span_is_handed_over_when_it_ends()
    {
        await using var receiver = new Recorded();
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)]))
        {
            receiver.Tracer.StartSpan("first").Dispose();
            receiver.Traces.Count.ShouldBe(1);
            receiver.Tracer.StartSpan("second").Dispose();
        }

        receiver.Traces.Count.ShouldBe(2);
        receiver.Tracer.StartSpan("after").Dispose();
        receiver.Span("after").IsRoot.ShouldBeTrue();
    }

    [Fact]
    public async Task Work_that_outlives_the_scope_starts_a_trace_of_its_own()
    {
        await using var receiver = new Recorded();
        var left = new TaskCompletionSource();
        Task behind;
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)])) behind = LaterAsync();
        left.SetResult();
        await behind;
        receiver.Single.Root.ShouldNotBeNull();

        async Task LaterAsync()
        {
            await left.Task;
            receiver.Tracer.StartSpan("later").Dispose();
        }
    }

    [Fact]
    public async Task Session_and_user_are_sent_and_the_rest_is_the_senders_to_say()
    {
        await using var receiver = new Recorded();
        using (Mlflow.Context(session: "s-1", tags: [new("a", "1")], metadata: [new("m", "1")]))
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)]))
        using (receiver.Tracer.StartSpan("handler"))
        {
            receiver.Tracer.UpdateCurrentTrace(tags: [new("b", "2")], user: "u-1", state: TraceState.Error, requestPreview: "no");
        }

        var facts = receiver.Single.Facts;
        facts.Metadata.ShouldBe(new Dictionary<string, string> { [WireNames.Session] = "s-1", [WireNames.User] = "u-1" }, ignoreOrder: true);
        (facts.Tags.Count, facts.State, facts.RequestPreview).ShouldBe((0, TraceState.Unspecified, null));
    }

    [Fact]
    public async Task Another_tracer_does_not_continue_it()
    {
        await using var receiver = new Recorded();
        await using var other = new Recorded();
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)])) other.Tracer.StartSpan("root").Dispose();
        other.Single.Root.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_still_runs_at_the_end_of_the_process_is_sent_as_a_part_too()
    {
        await using var receiver = new Recorded();
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)]))
        {
            using var open = receiver.Tracer.StartSpan("open");
            MlflowAutolog.Tracing.Recording.SpanRecording.HandOverOpen(receiver.Tracer);
            (receiver.Single.Root, receiver.Single.IsContinued).ShouldBe((null, true));
        }
    }

    [Fact]
    public async Task While_tracing_is_off_there_is_nothing_to_continue()
    {
        await using var receiver = new Recorded();
        receiver.Tracer.Disable();
        using (receiver.Tracer.ContinueTrace([new("traceparent", Foreign)])) receiver.Tracer.CurrentTraceId.ShouldBeNull();
        Mlflow.GetTracingHeaders().ShouldBeEmpty();
        Mlflow.WriteTracingHeaders((_, _) => throw new InvalidOperationException("not asked for"));
        using (Mlflow.ContinueTrace([new("traceparent", Foreign)]))
        using (Mlflow.ContinueTrace(_ => Foreign))
        {
            Mlflow.CurrentTraceId.ShouldBeNull();
        }
    }
}
