using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Processing;

[Collection("SelfLog")]
public sealed class ProcessorTests
{
    [Fact]
    public async Task A_processor_sees_and_changes_all_of_a_span()
    {
        await using var processed = new Processed(o => o.AddProcessor(span =>
        {
            span.Name += "!";
            span.Inputs!["card"] = "****";
            span.Outputs = "masked";
            span.Attributes["note"] = span.Attributes["note"]!.GetValue<string>().ToUpperInvariant();
            span.StatusMessage = "hidden";
            span.Events[0].Attributes["text"] = 7;
        }));
        using (var span = processed.Tracer.StartSpan("pay", SpanType.Tool, inputs: new { card = "4111" }))
        {
            span.SetOutputs(new { ok = true }).SetAttribute("note", "abc").AddEvent("paid", [new("text", "x")]).SetStatus(SpanStatusCode.Error, "said too much");
        }

        var trace = processed.Trace();
        var root = trace.Root.ShouldNotBeNull();
        (root.Name, root.Inputs.ToString(), root.Outputs.ToString(), root.StatusMessage).ShouldBe(("pay!", """{"card":"****"}""", "\"masked\"", "hidden"));
        root.Attributes.Single(attribute => attribute.Key == "note").Value.Text.ShouldBe("ABC");
        root.Events.ShouldHaveSingleItem().Attributes.ShouldHaveSingleItem().Value.Integer.ShouldBe(7);
        trace.ResponsePreview.ShouldBe("\"masked\"");
        trace.RequestPreview.ShouldBe("""{"card":"****"}""");
    }

    [Fact]
    public async Task Processors_run_in_the_order_of_registration()
    {
        await using var processed = new Processed(o => o.AddProcessor(span => span.Name += "a").Redact(text => text + "b").AddProcessor(span => span.Name += "c"));
        processed.Tracer.StartSpan("x").Dispose();
        processed.Trace().Root!.Name.ShouldBe("xabc");
    }

    [Fact]
    public async Task An_untouched_span_keeps_its_bytes()
    {
        await using var processed = new Processed(o => o.AddProcessor(static _ => { }).RedactPii());
        processed.Tracer.StartSpan("x", inputs: new { text = "plain", number = 1.50m, deep = new[] { 1, 2 } }).SetOutputs(null).Dispose();
        var root = processed.Trace().Root!;
        root.Inputs.ToString().ShouldBe("""{"text":"plain","number":1.50,"deep":[1,2]}""");
        root.Outputs.ToString().ShouldBe("null");
    }

    [Fact]
    public async Task A_processor_that_throws_loses_the_content_and_not_the_span()
    {
        using var log = new TemporarySelfLog();
        await using var processed = new Processed(o => o.AddProcessor(span => throw new InvalidOperationException("secret " + span.Inputs)));
        using (var span = processed.Tracer.StartSpan("pay", SpanType.Tool, inputs: "secret"))
        {
            span.SetOutputs("secret").SetAttribute("own", "secret").SetAttribute("mlflow.llm.model", "gpt").AddEvent("secret", [new("a", "secret")]).RecordException(new FormatException("secret"));
        }

        var trace = processed.Trace();
        var root = trace.Root!;
        processed.Dropped.ShouldBe(1);
        Tests.Delivery.SomeTrace.Describe(root).ShouldNotContain("secret");
        $"{trace.RequestPreview} {trace.ResponsePreview}".ShouldNotContain("secret");
        (root.Name, root.Type, root.Status).ShouldBe(("pay", SpanType.Tool, SpanStatusCode.Error));
        root.Inputs.ToString().ShouldBe("\"[content dropped: a processor failed with InvalidOperationException]\"");
        root.Attributes.Select(attribute => attribute.Key).ShouldBe(["mlflow.llm.model", WireNames.SpanLogLevel, WireNames.ContentDropped]);
        root.Events.ShouldHaveSingleItem().Attributes.ShouldHaveSingleItem().Value.Text.ShouldBe("FormatException");
        log.Lines.ShouldHaveSingleItem().ShouldContain("InvalidOperationException");
        log.Lines[0].ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_redactor_that_throws_loses_the_traces_own_texts_too()
    {
        using var log = new TemporarySelfLog();
        await using var processed = new Processed(o => o.Redact(text => text.Contains("secret", StringComparison.Ordinal) ? throw new InvalidOperationException(text) : text));
        using (processed.Tracer.StartSpan("root"))
        {
            processed.Tracer.UpdateCurrentTrace(tags: [new("a", "secret")], session: "secret", clientRequestId: "secret", requestPreview: "secret", responsePreview: "secret", state: TraceState.Error);
        }

        var trace = processed.Trace();
        (trace.Tags.Count, trace.ClientRequestId, trace.RequestPreview, trace.State, processed.Dropped).ShouldBe((0, null, null, TraceState.Error, 1));
        trace.Metadata.Values.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_redactor_reaches_every_text_of_span_and_trace()
    {
        await using var processed = new Processed(o => o.Redact(text => text.Replace("secret", "***", StringComparison.Ordinal)));
        using (Mlflow.Context(session: "secret-1", user: "secret-2", tags: [new("secret-3", "secret-4")], metadata: [new("secret-5", "secret-6")]))
        using (var span = processed.Tracer.StartSpan("secret-7", "secret-8", inputs: new Dictionary<string, object> { ["secret-9"] = "secret-10", ["list"] = new[] { "secret-11" } }))
        {
            span.SetOutputs("secret-12").SetAttribute("secret-13", "secret-14").SetAttribute("json", new { a = "secret-15" }).AddEvent("secret-16", [new("secret-17", "secret-18")]).RecordException(new FormatException("secret-19"));
            processed.Tracer.UpdateCurrentTrace(clientRequestId: "secret-20", requestPreview: "secret-21", responsePreview: "secret-22");
        }

        var trace = processed.Trace();
        var all = $"{Tests.Delivery.SomeTrace.Describe(trace.Root!)} {string.Join(' ', trace.Tags)} {string.Join(' ', trace.Metadata)} {trace.ClientRequestId} {trace.RequestPreview} {trace.ResponsePreview}";
        all.ShouldNotContain("secret");
        for (var i = 1; i <= 22; i++) all.ShouldContain($"***-{i}");
    }

    [Fact]
    public async Task A_name_of_which_nothing_is_left_stays_a_name()
    {
        await using var processed = new Processed(o => o.Redact(static _ => "").AddProcessor(span => span.Name = " "));
        processed.Tracer.StartSpan("x").Dispose();
        processed.Trace().Root!.Name.ShouldBe("redacted");
    }

    [Fact]
    public async Task Keys_that_become_equal_are_told_apart()
    {
        await using var processed = new Processed(o => o.RedactPii());
        processed.Tracer.StartSpan("x", inputs: new Dictionary<string, int> { ["anna@example.com"] = 1, ["bob@example.com"] = 2 }).Dispose();
        processed.Trace().Root!.Inputs.ToString().ShouldBe("""{"[email]":1,"[email] 2":2}""");
    }

    [Fact]
    public async Task A_secret_cut_in_two_by_chunks_is_in_none_of_them()
    {
        await using var processed = new Processed(o => o.RedactPii());
        using (var span = processed.Tracer.StartSpan("x"))
        {
            string[] pieces = ["my card 41", "11 1111 1111 11", "11 and anna@exa", "mple.com, ok"];
            for (var i = 0; i < pieces.Length; i++)
            {
                var chunk = """{"id":"c","choices":[{"index":0,"delta":{"content":"PIECE"}},{"index":1,"delta":{"content":"other NUMBER "}}]}""";
                span.AddEvent($"mlflow.chunk.item.{i}", [new("mlflow.chunk.value", chunk.Replace("PIECE", pieces[i], StringComparison.Ordinal).Replace("NUMBER", $"{i}", StringComparison.Ordinal))]);
            }
        }

        var chunks = processed.Trace().Root!.Events.Select(e => e.Attributes.Single().Value.Text).ToArray();
        chunks.Select(chunk => System.Text.Json.Nodes.JsonNode.Parse(chunk)!["choices"]![0]!["delta"]!["content"]!.GetValue<string>()).ShouldBe(["my card [card]", "", " and [email]", ", ok"]);
        chunks[2].ShouldContain("other 2 ");
    }
}
