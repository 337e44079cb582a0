using MlflowAutolog.Goldens.Tests.Support;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Processors that mask and that add.</summary>
internal static class ProcessorPorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("core/processors_redact", Redact) { Configure = Processors },
    ];

    // Without the program's third processor, which throws: Python stores the content all the same, here it would be dropped (ProcessorTests).
    private static void Processors(MlflowOptions options) => options.AddProcessor(Mask).AddProcessor(span => span.Attributes["checked"] = span.Inputs?.DeepClone());

    private static void Mask(SpanContent span)
    {
        if (span.Inputs is System.Text.Json.Nodes.JsonObject inputs && inputs.ContainsKey("card")) inputs["card"] = "****";
        if (span.Outputs is { } outputs) span.Outputs = outputs.ToString().Replace("4111", "****", StringComparison.Ordinal);
    }

    private static void Redact()
    {
        const string order = "o-1", card = "4111 1111";
        Mlflow.Trace("pay", SpanType.Unknown, _ => Charge(card), inputs: new { order, card });
    }

    private static string Charge(string card) => Mlflow.Trace("charge", SpanType.Unknown, static _ => "charged 4111", inputs: new { card });
}
