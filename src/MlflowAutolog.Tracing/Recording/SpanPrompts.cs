using System.Runtime.CompilerServices;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>The prompts that were loaded in a running span. Beside the spans, because few have any.</summary>
internal static class SpanPrompts
{
    private static readonly ConditionalWeakTable<MlflowSpan, LinkedPrompts> Prompts = [];

    /// <summary>Adds it to the span's attribute; the delivery links the trace to what stands there.</summary>
    public static void Link(MlflowSpan? span, PromptVersion prompt)
    {
        if (span is not { IsRecording: true }) return;
        var linked = Prompts.GetOrCreateValue(span);
        lock (linked)
        {
            if (linked.Add(prompt.Name, prompt.Version))
                span.SetAttribute(WireNames.LinkedPrompts, linked.All.Select(item => new Dictionary<string, string> { ["name"] = item.Name, ["version"] = item.Version }).ToArray());
        }
    }
}
