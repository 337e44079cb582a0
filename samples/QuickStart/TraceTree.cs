using System.Globalization;
using System.Text.Json;
using MlflowAutolog;
using Spectre.Console;

namespace QuickStart;

/// <summary>Shows a stored trace as a tree in the terminal.</summary>
internal static class TraceTree
{
    public static async Task PrintAsync(string? traceId)
    {
        if (traceId is null || await Mlflow.GetTraceAsync(traceId) is not { Root: { } root } trace)
        {
            AnsiConsole.MarkupLine("[red]The trace was not stored.[/]");
            return;
        }

        var tree = new Tree(Label(root));
        AddChildren(tree, root, trace);
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]Trace {trace.Info.TraceId}[/]  {trace.Info.State}  {Milliseconds(trace.Info.ExecutionDuration ?? default)}  {TokensOf(trace)}");
        AnsiConsole.Write(tree);

        // Not Spectre's: it folds lines at the terminal's width, and a folded link cannot be clicked.
        Console.WriteLine($"Stored: {Mlflow.Locate(traceId)}");
    }

    private static void AddChildren(IHasTreeNodes node, TraceSpan parent, MlflowTrace trace)
    {
        foreach (var span in trace.Spans.Where(span => span.ParentId == parent.SpanId)) AddChildren(node.AddNode(Label(span)), span, trace);
    }

    private static Markup Label(TraceSpan span)
    {
        var mark = span.Status == SpanStatusCode.Error ? "[red]" : "[green]";
        var lines = new List<string>
        {
            $"{mark}{span.Name.EscapeMarkup()}[/] [blue]{span.SpanType}[/] {Milliseconds(span.Duration)}{Tokens(span.Usage)}",
        };
        if (span.Inputs is { } inputs) lines.Add($"[grey]in[/]  {Short(inputs)}");
        if (span.Outputs is { } outputs) lines.Add($"[grey]out[/] {Short(outputs)}");
        return new Markup(string.Join('\n', lines));
    }

    private static string Tokens(TokenUsage? usage) => usage is { } tokens ? $" [yellow]{tokens.InputTokens} + {tokens.OutputTokens} tokens[/]" : "";

    private static string TokensOf(MlflowTrace trace) => $"{trace.Spans.Sum(span => span.Usage?.TotalTokens ?? 0)} tokens";

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    private static string Short(JsonElement value)
    {
        const int Width = 110;
        var text = Essence(value).ReplaceLineEndings(" ");
        return (text.Length > Width ? text[..(Width - 1)] + "…" : text).EscapeMarkup();
    }

    /// <summary>What a reader looks for in a model call: the last message, the answer, the tool calls.</summary>
    private static string Essence(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        if (value.ValueKind != JsonValueKind.Object) return value.GetRawText();
        if (value.TryGetProperty("messages", out var messages)) return Message(messages[messages.GetArrayLength() - 1]);
        if (value.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0) return Message(choices[0].GetProperty("message"));
        return value.GetRawText();
    }

    private static string Message(JsonElement message)
    {
        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            return string.Join(", ", calls.EnumerateArray().Select(call => call.GetProperty("function")).Select(function => $"{function.GetProperty("name")}({function.GetProperty("arguments")})"));
        }

        return message.TryGetProperty("content", out var content) ? content.ToString() : message.GetRawText();
    }
}
