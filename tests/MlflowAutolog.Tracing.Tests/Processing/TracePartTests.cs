using Microsoft.Extensions.Time.Testing;

namespace MlflowAutolog.Tracing.Tests.Processing;

/// <summary>What leaves before its root, or beneath another process's span, is processed like a whole trace.</summary>
public sealed class TracePartTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Early_parts_are_redacted_with_the_name_of_their_root()
    {
        await using var processed = new Processed(o => Timed(o).RedactPii());
        MlflowSpan root;
        using (Mlflow.Context(session: "anna@example.com", user: "bob@example.com", tags: [new("mail", "carl@example.com")])) root = processed.Tracer.StartDetachedSpan("for dora@example.com");
        processed.Tracer.StartDetachedSpan("child", parent: root, inputs: new { a = "eve@example.com" }).End();
        _time.Advance(TimeSpan.FromSeconds(6));
        root.End();

        var traces = processed.Traces();
        traces.Count.ShouldBe(2);
        var early = traces[0];
        (early.Early!.IsFirst, early.Tags["mlflow.traceName"], early.Tags["mail"]).ShouldBe((true, "for [email]", "[email]"));
        (early.Metadata["mlflow.trace.session"], early.Metadata["mlflow.trace.user"]).ShouldBe(("[email]", "[email]"));
        early.Spans.ShouldHaveSingleItem().Inputs.ToString().ShouldBe("""{"a":"[email]"}""");
        traces[1].Root!.Name.ShouldBe("for [email]");
    }

    [Fact]
    public async Task Processors_see_each_span_once_and_a_name_that_they_did_not_see_is_not_sent()
    {
        List<string> seen = [];
        await using var processed = new Processed(o => Timed(o).AddProcessor(span =>
        {
            seen.Add(span.Name);
            span.Name = "hidden";
        }));
        var root = processed.Tracer.StartDetachedSpan("for anna");
        processed.Tracer.StartDetachedSpan("child", parent: root).End();
        _time.Advance(TimeSpan.FromSeconds(6));
        root.End();

        var traces = processed.Traces();
        traces[0].Tags.ShouldNotContainKey("mlflow.traceName");
        traces.SelectMany(trace => trace.Spans).Select(span => span.Name).ShouldBe(["hidden", "hidden"]);
        seen.ShouldBe(["child", "for anna"]);
    }

    [Fact]
    public async Task A_redactor_that_fails_leaves_nothing_of_an_early_part()
    {
        await using var processed = new Processed(o => Timed(o).Redact(static text => throw new InvalidOperationException(text)));
        var root = processed.Tracer.StartDetachedSpan("for anna");
        processed.Tracer.StartDetachedSpan("anna's child", parent: root, inputs: "anna").End();
        _time.Advance(TimeSpan.FromSeconds(6));
        root.End();
        var early = processed.Traces()[0];
        early.Tags.ShouldBeEmpty();
        early.Metadata.ShouldBeEmpty();
        Tests.Delivery.SomeTrace.Describe(early.Spans[0]).ShouldNotContain("anna");
    }

    [Fact]
    public async Task A_trace_of_another_process_is_redacted_with_its_session_and_user()
    {
        await using var processed = new Processed(o => o.SetContent(ContentKinds.Outputs, ContentAction.Drop).AddProcessor(static span => span.Attributes["seen"] = true).RedactPii());
        using (processed.Tracer.ContinueTrace([new("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]))
        using (Mlflow.Context(session: "anna@example.com", user: "+49 30 1234567"))
        {
            processed.Tracer.StartSpan("mail bob@example.com", inputs: new { file = new TraceAttachment("text/plain", "carl@example.com"u8.ToArray()) }).SetOutputs("x").Dispose();
        }

        var part = processed.Trace();
        part.Root.ShouldBeNull();
        (part.Metadata["mlflow.trace.session"], part.Metadata["mlflow.trace.user"]).ShouldBe(("[email]", "[phone]"));
        part.Attachments.ShouldHaveSingleItem().Content.ToArray().ShouldBe("[email]"u8.ToArray());
        var span = part.Spans.ShouldHaveSingleItem();
        (span.Name, span.Outputs.IsAbsent, span.Attributes.Single(attribute => attribute.Key == "seen").Value.Flag).ShouldBe(("mail [email]", true, true));
    }

    private MlflowOptions Timed(MlflowOptions options)
    {
        (options.TimeProvider, options.EarlySendAfter) = (_time, TimeSpan.FromSeconds(5));
        return options;
    }
}
