using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Configuration;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;
using MlflowAutolog.Tracing.Tests.Delivery;

namespace MlflowAutolog.Tracing.Tests.Assembling;

/// <summary>What a call says of its conversation becomes the session of a trace that has none.</summary>
public sealed class CallSessionTests
{
    private static readonly SpanData Root = SomeTrace.Span("root");

    [Fact]
    public void The_first_call_that_names_one_decides()
    {
        var trace = Assemble(Recorded(Root, Call("later", after: 20), Call("first", after: 10), SomeTrace.Child(Root, after: 1)));
        trace.Metadata[WireNames.Session].ShouldBe("first");
        trace.CallSession.ShouldBe("first");
        trace.HasUserInfo.ShouldBeFalse("it is on the root span too, so the info may be left out");
    }

    [Fact]
    public void The_applications_own_is_left_alone()
    {
        var trace = Assemble(Recorded(Root, Call("conv")) with { Facts = Said("mine") });
        trace.Metadata[WireNames.Session].ShouldBe("mine");
        trace.CallSession.ShouldBeNull();
    }

    [Fact]
    public void A_call_of_a_trace_that_another_process_began_decides_nothing()
        => Assemble(new RecordedTrace { TraceId = Root.TraceId, Spans = [Call("conv")], IsContinued = true }).Metadata.ShouldBeEmpty();

    [Fact]
    public void A_call_that_ends_after_its_root_decides_nothing()
        => Assemble(new RecordedTrace { TraceId = Root.TraceId, Spans = [Call("conv")] }).Metadata.ShouldBeEmpty();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void The_first_part_of_a_long_trace_tells_it_and_a_later_one_only_remembers_it(bool isFirst, bool tells)
    {
        var part = Assemble(new RecordedTrace { TraceId = Root.TraceId, Spans = [Call("conv")], Early = new EarlyPart("root", Root.StartUnixNano, isFirst) });
        part.CallSession.ShouldBe("conv");
        part.Metadata.ContainsKey(WireNames.Session).ShouldBe(tells);
    }

    [Fact]
    public void It_is_redacted_as_what_the_application_says_is()
    {
        var trace = Assemble(Recorded(Root, Call("of Anna")), Content(options => options.Redact(text => text.Replace("Anna", "***", StringComparison.Ordinal))));
        trace.Metadata[WireNames.Session].ShouldBe("of ***");
        trace.CallSession.ShouldBe("of ***");
    }

    [Fact]
    public void The_PII_pack_takes_an_id_of_OpenAIs_for_no_secret()
    {
        const string id = "conv_689667905b048191b4740501625afd940c7533ace33a2dab";
        Assemble(Recorded(Root, Call(id)), Content(options => options.RedactPii())).Metadata[WireNames.Session].ShouldBe(id);
    }

    private static ContentPipeline? Content(Action<MlflowOptions> configure)
    {
        var options = new MlflowOptions { Environment = _ => null };
        configure(options);
        return ContentPipeline.Of(OptionsResolver.Resolve(options), static () => { });
    }

    private static SpanData Call(string session, long after = 10) => SomeTrace.Child(Root, "Responses", after) with { Session = session };

    private static TraceFacts Said(string session) => TraceFacts.None with { Metadata = new Dictionary<string, string> { [WireNames.Session] = session } };

    private static RecordedTrace Recorded(SpanData root, params SpanData[] children) => new() { TraceId = root.TraceId, Spans = [.. children, root], Root = root };

    private static TraceData Assemble(RecordedTrace trace, ContentPipeline? content = null)
    {
        var ready = new List<TraceData>();
        new TraceAssembler(TimeProvider.System, static _ => false, content: content).Offer(trace, ready);
        return ready.ShouldHaveSingleItem();
    }
}
