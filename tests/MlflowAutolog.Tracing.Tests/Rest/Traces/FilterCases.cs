namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

/// <summary>Typed filters over <see cref="FilteredTraces"/>, and what each finds.</summary>
internal static class FilterCases
{
    private static readonly DateTimeOffset First = FilteredTraces.First;

    /// <summary>On every version that is tested.</summary>
    public static IReadOnlyDictionary<string, (MlflowTraceFilter Filter, string[] Found)> Everywhere { get; } = new Dictionary<string, (MlflowTraceFilter, string[])>
    {
        ["a name"] = (MlflowTraceFilter.Name == "plain", ["plain"]),
        ["another name"] = (MlflowTraceFilter.Name != "plain" & MlflowTraceFilter.Timestamp < First.AddSeconds(2), ["single"]),
        ["a name's pattern"] = (MlflowTraceFilter.Name.Like("%le"), ["single", "double"]),
        ["a name's pattern in any case"] = (MlflowTraceFilter.Name.ILike("PL%"), ["plain"]),
        ["a name's expression"] = (MlflowTraceFilter.Name.RLike("^(plain|odd)$"), ["plain", "odd"]),
        ["a state"] = (MlflowTraceFilter.Status == TraceState.Error, ["odd"]),
        ["no state of these"] = (MlflowTraceFilter.Status.NotIn(TraceState.Ok, TraceState.InProgress), ["odd"]),
        ["one state of these"] = (MlflowTraceFilter.Status.In(TraceState.Error, TraceState.InProgress), ["odd"]),
        ["a time"] = (MlflowTraceFilter.Timestamp == First.AddSeconds(3), ["both"]),
        ["a time span"] = (MlflowTraceFilter.Timestamp >= First.AddSeconds(2) & MlflowTraceFilter.Timestamp <= First.AddSeconds(3), ["double", "both"]),
        ["an end"] = (MlflowTraceFilter.EndTime < First.AddSeconds(1), ["plain"]),
        ["a duration"] = (MlflowTraceFilter.Duration > TimeSpan.FromSeconds(0.7), ["syntax"]),
        ["another duration"] = (MlflowTraceFilter.Duration != TimeSpan.FromSeconds(0.1) & MlflowTraceFilter.Duration <= TimeSpan.FromSeconds(0.2), ["single"]),
        ["a tag"] = (MlflowTraceFilter.Tag("env") == "prod", ["plain"]),
        ["another tag"] = (MlflowTraceFilter.Tag("env") != "prod" & MlflowTraceFilter.Tag("env").Like("%'%"), ["single", "both"]),
        ["a tag with a single quote"] = (MlflowTraceFilter.Tag("env") == "it's", ["single"]),
        ["a tag with double quotes"] = (MlflowTraceFilter.Tag("env") == "say \"hi\"", ["double"]),
        ["a tag with both, by expression"] = (MlflowTraceFilter.Tag("env").RLike("^it\\x27s \"hi\"$"), ["both"]),
        ["a tag beyond ASCII"] = (MlflowTraceFilter.Tag("env") == "Käse 😀", ["umlaut"]),
        ["a tag with a line break"] = (MlflowTraceFilter.Tag("env") == "a\nb", ["lines"]),
        ["a tag that looks like a filter"] = (MlflowTraceFilter.Tag("env") == "a; b -- c /* d */ AND status = OK OR (1)", ["syntax"]),
        ["a key with blanks and dots"] = (MlflowTraceFilter.Tag("a b.c-d") == "1", ["odd"]),
        ["a key that is a keyword"] = (MlflowTraceFilter.Tag("order") == "2", ["odd"]),
        ["a session"] = (MlflowTraceFilter.Session == "chat-1", ["plain"]),
        ["a user"] = (MlflowTraceFilter.User == "anna", ["plain"]),
        ["metadata"] = (MlflowTraceFilter.Metadata("mlflow.trace.user").Like("an%"), ["plain"]),
        ["words in a span"] = (MlflowTraceFilter.Text.Contains("about plain"), ["plain"]),
        ["words in any case"] = (MlflowTraceFilter.Text.Contains("ABOUT PLAIN", ignoreCase: true), ["plain"]),
        ["words with quotes"] = (MlflowTraceFilter.SpanContent.Contains("say \"hi\""), ["double"]),
        ["words with a single quote"] = (MlflowTraceFilter.SpanContent.Contains("it's"), ["single", "both"]),
        ["a span's name"] = (MlflowTraceFilter.SpanName == "call plain", ["plain"]),
        ["one span's name of these"] = (MlflowTraceFilter.SpanName.In("call plain", "call odd"), ["plain", "odd"]),
        ["a span's type"] = (MlflowTraceFilter.SpanType == SpanType.ChatModel & MlflowTraceFilter.Name == "plain", ["plain"]),
        ["a span's outcome"] = (MlflowTraceFilter.SpanStatus == SpanStatusCode.Error, ["odd"]),
        ["a text attribute"] = (MlflowTraceFilter.SpanAttribute("model").EqualTo("gpt-4o"), ["plain"]),
        ["a text in an attribute"] = (MlflowTraceFilter.SpanAttribute("model").Contains("gpt-4o"), ["plain", "odd"]),
        ["an attribute with a single quote"] = (MlflowTraceFilter.SpanAttribute("model").EqualTo("it's"), ["single"]),
        ["an attribute with double quotes"] = (MlflowTraceFilter.SpanAttribute("model").EqualTo("say \"hi\""), ["double"]),
        ["a text behind a quote in an attribute"] = (MlflowTraceFilter.SpanAttribute("model").Contains("hi\""), ["double", "both"]),
        ["an attribute with both quotes"] = (MlflowTraceFilter.SpanAttribute("model").EqualTo("it's \"hi\""), ["both"]),
        ["an attribute beyond ASCII"] = (MlflowTraceFilter.SpanAttribute("model").EqualTo("Käse 😀"), ["umlaut"]),
        ["an attribute with a line break"] = (MlflowTraceFilter.SpanAttribute("model").EqualTo("a\nb"), ["lines"]),
        ["an attribute of signs"] = (MlflowTraceFilter.SpanAttribute("model").EqualTo("100%_"), ["syntax"]),
        ["an attribute's key with dots"] = (MlflowTraceFilter.SpanAttribute("llm.model.name").EqualTo("gpt"), ["odd"]),
        ["an attribute's key that is a keyword"] = (MlflowTraceFilter.SpanAttribute("order").EqualTo("by"), ["odd"]),
        ["a number"] = (MlflowTraceFilter.SpanAttribute("temperature").EqualTo(0.5), ["plain"]),
        ["a whole number"] = (MlflowTraceFilter.SpanAttribute("tokens").EqualTo(12), ["plain"]),
        ["a part of a number"] = (MlflowTraceFilter.SpanAttribute("tokens").EqualTo(1), []),
        ["a flag"] = (MlflowTraceFilter.SpanAttribute("stream").EqualTo(true), ["plain"]),
        ["a flag that is not so"] = (MlflowTraceFilter.SpanAttribute("stream").EqualTo(false), []),
        ["feedback that is a flag"] = (MlflowTraceFilter.Feedback("helpful") == true, ["plain"]),
        ["feedback that is not so"] = (MlflowTraceFilter.Feedback("helpful") == false, ["single"]),
        ["feedback in words"] = (MlflowTraceFilter.Feedback("helpful") == "yes", ["double"]),
        ["feedback's pattern"] = (MlflowTraceFilter.Feedback("helpful").Like("y%"), ["double"]),
        ["feedback's pattern in any case"] = (MlflowTraceFilter.Feedback("helpful").ILike("Y_S"), ["double"]),
        ["feedback that is a number"] = (MlflowTraceFilter.Feedback("the score") == 0.75, ["plain"]),
        ["feedback that is a whole number"] = (MlflowTraceFilter.Feedback("the score") == 3, ["single"]),
        ["other feedback"] = (MlflowTraceFilter.Feedback("the score") != 3, ["plain"]),
        ["an expectation"] = (MlflowTraceFilter.Expectation("day") == "Friday", ["plain"]),
        ["text of your own"] = (MlflowTraceFilter.Raw("status = 'OK'") & MlflowTraceFilter.Name.Like("pl%"), ["plain"]),
    };

    /// <summary>On the newest only; the others refuse.</summary>
    public static IReadOnlyDictionary<string, (MlflowTraceFilter Filter, string[] Found)> Newest { get; } = new Dictionary<string, (MlflowTraceFilter, string[])>
    {
        ["a tag that is missing"] = (MlflowTraceFilter.Tag("env") == null, ["odd"]),
        ["a tag that is there"] = (MlflowTraceFilter.Tag("order") != null, ["odd"]),
        ["metadata that is there"] = (MlflowTraceFilter.User != null, ["plain"]),
        ["a run that is missing"] = (MlflowTraceFilter.RunId == null & MlflowTraceFilter.Name == "plain", ["plain"]),
        ["feedback that is missing"] = (MlflowTraceFilter.Feedback("the score") == null & MlflowTraceFilter.Timestamp < First.AddSeconds(3), ["double"]),
        ["feedback that is there"] = (MlflowTraceFilter.Feedback("the score") != null, ["plain", "single"]),
        ["more than a number"] = (MlflowTraceFilter.Feedback("the score") > 0.8, ["single"]),
        ["at least a number"] = (MlflowTraceFilter.Feedback("the score") >= 0.75, ["plain", "single"]),
        ["less than a number"] = (MlflowTraceFilter.Feedback("the score") < 3, ["plain"]),
        ["at most a number"] = (MlflowTraceFilter.Feedback("the score") <= 0.5, []),
        ["an issue"] = (MlflowTraceFilter.Issue("iss-none"), []),
        ["a prompt"] = (MlflowTraceFilter.Prompt("none", 1), []),
    };

    /// <summary>Where a newer server does it better.</summary>
    public static IReadOnlyDictionary<string, (MlflowTraceFilter Filter, string[] Found)> BetterOnNewest { get; } = new Dictionary<string, (MlflowTraceFilter, string[])>
    {
        ["feedback with a single quote"] = (MlflowTraceFilter.Feedback("helpful") == "it's", ["both"]),
        ["words beyond ASCII"] = (MlflowTraceFilter.Text.Contains("Käse 😀"), ["umlaut"]),
        ["one span for both conditions"] = (MlflowTraceFilter.SpanName == "odd" & MlflowTraceFilter.SpanType == SpanType.ChatModel, []),
    };
}
