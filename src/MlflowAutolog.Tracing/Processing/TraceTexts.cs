using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Every text that the application said of a trace, through a redactor. What is added to <see cref="TraceFacts"/> has to be added here; assessments are redacted when they are logged.</summary>
internal static class TraceTexts
{
    public static TraceFacts Redact(TraceFacts facts, ITextRedactor redactor) => facts with
    {
        Tags = Pairs(facts.Tags, redactor),
        Metadata = Pairs(facts.Metadata, redactor),
        ClientRequestId = Text(facts.ClientRequestId, redactor),
        RequestPreview = Text(facts.RequestPreview, redactor),
        ResponsePreview = Text(facts.ResponsePreview, redactor),
    };

    /// <summary>What is left of a trace whose texts could not be redacted.</summary>
    public static TraceFacts Without(TraceFacts facts) => TraceFacts.None with { State = facts.State, ExperimentId = facts.ExperimentId };

    private static string? Text(string? text, ITextRedactor redactor) => text is null ? null : SpanTexts.Text(text, redactor);

    private static IReadOnlyDictionary<string, string> Pairs(IReadOnlyDictionary<string, string> pairs, ITextRedactor redactor)
    {
        if (pairs.Count == 0) return pairs;
        var redacted = new Dictionary<string, string>(pairs.Count);
        foreach (var (key, value) in pairs)
        {
            if (key is WireNames.OtelTraceId or WireNames.ModelId or WireNames.SourceType) redacted[key] = value;
            else redacted[KeyOf(key, redacted, redactor)] = SpanTexts.Text(value, redactor, key);
        }

        return redacted;
    }

    private static string KeyOf(string key, Dictionary<string, string> taken, ITextRedactor redactor)
    {
        if (key.StartsWith("mlflow.", StringComparison.Ordinal)) return key;
        var name = SpanTexts.Text(key, redactor) is { Length: > 0 } redacted ? redacted : "redacted";
        var unique = name;
        for (var i = 2; taken.ContainsKey(unique); i++) unique = $"{name} {i}";
        return unique;
    }
}
