using MlflowAutolog.Goldens.Tests.Support;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Spans by hand.</summary>
internal static class SpanPorts
{
    private static readonly string[] Types =
    [
        SpanType.Llm, SpanType.Chain, SpanType.Agent, SpanType.Tool, SpanType.ChatModel, SpanType.Retriever, SpanType.Parser, SpanType.Embedding, SpanType.Reranker,
        SpanType.Memory, SpanType.Unknown, SpanType.Workflow, SpanType.Task, SpanType.Guardrail, SpanType.Evaluator, "my_type",
    ];

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/span_manual", Manual),
        new("core/span_status", Status),
        new("core/span_types", OfAllTypes),
    ];

    private static void Manual()
    {
        using var outer = Mlflow.StartSpan("outer", SpanType.Chain, attributes: [new("a", 1)]);
        outer.SetInputs(("q", "why"));
        using (var inner = Mlflow.StartSpan("inner"))
        {
            inner.SetInputs("plain text");
            inner.SetOutputs(new[] { 1, 2 });
            inner.SetAttribute("x", null);
        }

        outer.SetAttributes([new("b", new[] { true, false }), new("c", new { d = "e" })]);
        outer.SetAttribute("a", "two");
        outer.SetOutputs(new { r = 42 });
    }

    private static void Status()
    {
        using var root = Mlflow.StartSpan("root");
        using (var bad = Mlflow.StartSpan("bad")) bad.SetStatus(SpanStatusCode.Error);
        using (var good = Mlflow.StartSpan("good")) good.SetStatus(SpanStatusCode.Ok);
        using (var described = Mlflow.StartSpan("described")) described.SetStatus(SpanStatusCode.Error, "quota used up");
        root.SetStatus(SpanStatusCode.Error);
    }

    private static void OfAllTypes()
    {
        using var root = Mlflow.StartSpan("root");
        foreach (var type in Types) Mlflow.StartSpan(type.ToLowerInvariant(), type).End();
    }
}
