using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.EndToEnd.Tests.QuickStart;

/// <summary>Holds a trace and what was printed against the wire.</summary>
internal static class WireComparison
{
    private static readonly string[] TraceHeaders = ["traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context"];

    public static void ShouldTell(this MlflowTrace trace, WireLog wire, string question)
    {
        trace.Info.State.ShouldBe(TraceState.Ok);
        trace.Spans.ShouldAllBe(span => span.Status == SpanStatusCode.Ok);
        ShouldBeTheTree(trace, wire);

        var root = trace.Root.ShouldNotBeNull();
        Text(root.Inputs, "question").ShouldBe(question);
        root.Outputs!.Value.GetString().ShouldBe(wire.Chats[^1].Text);
        trace.Info.RequestPreview.ShouldNotBeNull().ShouldContain(question);
        trace.Info.ResponsePreview.ShouldNotBeNull().ShouldContain(wire.Chats[^1].Text[..20]);

        var embedding = trace.Spans.Single(span => span.Name == "Embeddings");
        ShouldBeTheCall(embedding, wire.Embedding);
        var chats = trace.Spans.Where(span => span.Name == "Completions").ToArray();
        for (var i = 0; i < chats.Length; i++) ShouldBeTheChat(chats[i], wire.Chats[i]);
        ShouldBeTheToolCalls(trace, wire);
        trace.Spans.Sum(span => span.Usage?.TotalTokens ?? 0).ShouldBe(wire.Exchanges.Sum(exchange => exchange.InputTokens + exchange.OutputTokens));
    }

    /// <summary>What a person reads in the terminal; its lines are folded at the terminal's width.</summary>
    public static void ShouldPrint(this QuickStartRun run, string question)
    {
        run.Output.ShouldContain($"Question: {question}");
        run.Output.ShouldContain($"Answer:   {run.Wire.Chats[^1].Text}");
        var at = 0;
        foreach (var (name, exchange) in Printed(run.Wire))
        {
            at = run.Output.IndexOf(name, at, StringComparison.Ordinal);
            at.ShouldBeGreaterThan(0, $"{name} in {run.Output}");
            if (exchange is null) continue;
            var line = run.Output[at..run.Output.IndexOf('\n', at)];
            line.ShouldContain(string.Create(CultureInfo.InvariantCulture, $" {exchange.InputTokens} + {exchange.OutputTokens} tokens"));
        }

        foreach (var call in run.Wire.ToolCalls) run.Output.ShouldContain($"look_up_order({call["function"]!["arguments"]})");
    }

    public static void ShouldHaveNoTraceHeader(this WireLog wire)
        => wire.Exchanges.SelectMany(exchange => exchange.Headers).Intersect(TraceHeaders, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();

    private static void ShouldBeTheTree(MlflowTrace trace, WireLog wire)
    {
        var tools = wire.ToolCalls.Select(_ => ("look_up_order", SpanType.Tool, (string?)"support_agent"));
        trace.Spans.Select(span => (span.Name, span.SpanType, trace.Spans.FirstOrDefault(parent => parent.SpanId == span.ParentId)?.Name)).ShouldBe(
        [
            ("support_agent", SpanType.Agent, null),
            ("search_articles", SpanType.Retriever, "support_agent"),
            ("Embeddings", SpanType.Embedding, "search_articles"),
            ("Completions", SpanType.ChatModel, "support_agent"),
            .. tools,
            ("Completions", SpanType.ChatModel, "support_agent"),
        ]);
        wire.Exchanges.Count.ShouldBe(trace.Spans.Count(span => span.Name is "Embeddings" or "Completions"));
        wire.Chats[^1].IsStreamed.ShouldBeTrue();
    }

    private static IEnumerable<(string Name, WireExchange? Exchange)> Printed(WireLog wire)
    {
        yield return ("support_agent", null);
        yield return ("search_articles", null);
        yield return ("Embeddings", wire.Embedding);
        yield return ("Completions", wire.Chats[0]);
        foreach (var _ in wire.ToolCalls) yield return ("look_up_order TOOL", null);
        yield return ("Completions", wire.Chats[^1]);
    }

    private static void ShouldBeTheCall(TraceSpan span, WireExchange exchange)
    {
        var usage = span.Usage.ShouldNotBeNull();
        (usage.InputTokens, usage.OutputTokens).ShouldBe((exchange.InputTokens, exchange.OutputTokens));
        foreach (var (name, value) in exchange.Request.AsObject()) Same(span.Inputs!.Value.GetProperty(name), value).ShouldBeTrue(name);
    }

    private static void ShouldBeTheChat(TraceSpan span, WireExchange exchange)
    {
        ShouldBeTheCall(span, exchange);
        var outputs = span.Outputs.ShouldNotBeNull();
        Text(outputs, "id").ShouldBe(exchange.Id);
        Text(outputs, "model").ShouldBe(exchange.Reply["model"]!.GetValue<string>());
        var message = outputs.GetProperty("choices")[0].GetProperty("message");
        (Text(message, "content") ?? "").ShouldBe(exchange.Text);
        span.Events.Any(e => e.Name.StartsWith("mlflow.chunk.", StringComparison.Ordinal)).ShouldBe(exchange.IsStreamed);
    }

    private static void ShouldBeTheToolCalls(MlflowTrace trace, WireLog wire)
    {
        var told = wire.Chats[^1].LastMessage;
        foreach (var (span, call) in trace.Spans.Where(span => span.SpanType == SpanType.Tool).Zip(wire.ToolCalls))
        {
            Same(span.Inputs!.Value, JsonNode.Parse(call["function"]!["arguments"]!.GetValue<string>())).ShouldBeTrue();
            span.Outputs!.Value.GetString().ShouldBe(told);
        }
    }

    private static string? Text(JsonElement? value, string name) => value!.Value.GetProperty(name).GetString();

    private static bool Same(JsonElement ours, JsonNode? wire) => JsonNode.DeepEquals(JsonNode.Parse(ours.GetRawText()), wire);
}
