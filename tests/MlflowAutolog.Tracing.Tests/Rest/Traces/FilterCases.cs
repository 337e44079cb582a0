namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

/// <summary>Typed filters over <see cref="FilteredTraces"/>, and what each finds.</summary>
internal static class FilterCases
{
    private static readonly DateTimeOffset First = FilteredTraces.First;

    /// <summary>On every version that is tested.</summary>
    public static IReadOnlyDictionary<string, (TraceFilter Filter, string[] Found)> Everywhere { get; } = new Dictionary<string, (TraceFilter, string[])>
    {
        ["a name"] = (TraceFilter.Name == "plain", ["plain"]),
        ["another name"] = (TraceFilter.Name != "plain" & TraceFilter.Timestamp < First.AddSeconds(2), ["single"]),
        ["a name's pattern"] = (TraceFilter.Name.Like("%le"), ["single", "double"]),
        ["a name's pattern in any case"] = (TraceFilter.Name.ILike("PL%"), ["plain"]),
        ["a name's expression"] = (TraceFilter.Name.RLike("^(plain|odd)$"), ["plain", "odd"]),
        ["a state"] = (TraceFilter.Status == TraceState.Error, ["odd"]),
        ["no state of these"] = (TraceFilter.Status.NotIn(TraceState.Ok, TraceState.InProgress), ["odd"]),
        ["one state of these"] = (TraceFilter.Status.In(TraceState.Error, TraceState.InProgress), ["odd"]),
        ["a time"] = (TraceFilter.Timestamp == First.AddSeconds(3), ["both"]),
        ["a time span"] = (TraceFilter.Timestamp >= First.AddSeconds(2) & TraceFilter.Timestamp <= First.AddSeconds(3), ["double", "both"]),
        ["an end"] = (TraceFilter.EndTime < First.AddSeconds(1), ["plain"]),
        ["a duration"] = (TraceFilter.Duration > TimeSpan.FromSeconds(0.7), ["syntax"]),
        ["another duration"] = (TraceFilter.Duration != TimeSpan.FromSeconds(0.1) & TraceFilter.Duration <= TimeSpan.FromSeconds(0.2), ["single"]),
        ["a tag"] = (TraceFilter.Tag("env") == "prod", ["plain"]),
        ["another tag"] = (TraceFilter.Tag("env") != "prod" & TraceFilter.Tag("env").Like("%'%"), ["single", "both"]),
        ["a tag with a single quote"] = (TraceFilter.Tag("env") == "it's", ["single"]),
        ["a tag with double quotes"] = (TraceFilter.Tag("env") == "say \"hi\"", ["double"]),
        ["a tag with both, by expression"] = (TraceFilter.Tag("env").RLike("^it\\x27s \"hi\"$"), ["both"]),
        ["a tag beyond ASCII"] = (TraceFilter.Tag("env") == "Käse 😀", ["umlaut"]),
        ["a tag with a line break"] = (TraceFilter.Tag("env") == "a\nb", ["lines"]),
        ["a tag that looks like a filter"] = (TraceFilter.Tag("env") == "a; b -- c /* d */ AND status = OK OR (1)", ["syntax"]),
        ["a key with blanks and dots"] = (TraceFilter.Tag("a b.c-d") == "1", ["odd"]),
        ["a key that is a keyword"] = (TraceFilter.Tag("order") == "2", ["odd"]),
        ["a session"] = (TraceFilter.Session == "chat-1", ["plain"]),
        ["a user"] = (TraceFilter.User == "anna", ["plain"]),
        ["metadata"] = (TraceFilter.Metadata("mlflow.trace.user").Like("an%"), ["plain"]),
        ["words in a span"] = (TraceFilter.Text.Contains("about plain"), ["plain"]),
        ["words in any case"] = (TraceFilter.Text.Contains("ABOUT PLAIN", ignoreCase: true), ["plain"]),
        ["words with quotes"] = (TraceFilter.SpanContent.Contains("say \"hi\""), ["double"]),
        ["words with a single quote"] = (TraceFilter.SpanContent.Contains("it's"), ["single", "both"]),
        ["a span's name"] = (TraceFilter.SpanName == "call plain", ["plain"]),
        ["one span's name of these"] = (TraceFilter.SpanName.In("call plain", "call odd"), ["plain", "odd"]),
        ["a span's type"] = (TraceFilter.SpanType == SpanType.ChatModel & TraceFilter.Name == "plain", ["plain"]),
        ["a span's outcome"] = (TraceFilter.SpanStatus == SpanStatusCode.Error, ["odd"]),
        ["a text attribute"] = (TraceFilter.SpanAttribute("model").EqualTo("gpt-4o"), ["plain"]),
        ["a text in an attribute"] = (TraceFilter.SpanAttribute("model").Contains("gpt-4o"), ["plain", "odd"]),
        ["an attribute with a single quote"] = (TraceFilter.SpanAttribute("model").EqualTo("it's"), ["single"]),
        ["an attribute with double quotes"] = (TraceFilter.SpanAttribute("model").EqualTo("say \"hi\""), ["double"]),
        ["a text behind a quote in an attribute"] = (TraceFilter.SpanAttribute("model").Contains("hi\""), ["double", "both"]),
        ["an attribute with both quotes"] = (TraceFilter.SpanAttribute("model").EqualTo("it's \"hi\""), ["both"]),
        ["an attribute beyond ASCII"] = (TraceFilter.SpanAttribute("model").EqualTo("Käse 😀"), ["umlaut"]),
        ["an attribute with a line break"] = (TraceFilter.SpanAttribute("model").EqualTo("a\nb"), ["lines"]),
        ["an attribute of signs"] = (TraceFilter.SpanAttribute("model").EqualTo("100%_"), ["syntax"]),
        ["an attribute's key with dots"] = (TraceFilter.SpanAttribute("llm.model.name").EqualTo("gpt"), ["odd"]),
        ["an attribute's key that is a keyword"] = (TraceFilter.SpanAttribute("order").EqualTo("by"), ["odd"]),
        ["a number"] = (TraceFilter.SpanAttribute("temperature").EqualTo(0.5), ["plain"]),
        ["a whole number"] = (TraceFilter.SpanAttribute("tokens").EqualTo(12), ["plain"]),
        ["a part of a number"] = (TraceFilter.SpanAttribute("tokens").EqualTo(1), []),
        ["a flag"] = (TraceFilter.SpanAttribute("stream").EqualTo(true), ["plain"]),
        ["a flag that is not so"] = (TraceFilter.SpanAttribute("stream").EqualTo(false), []),
        ["feedback that is a flag"] = (TraceFilter.Feedback("helpful") == true, ["plain"]),
        ["feedback that is not so"] = (TraceFilter.Feedback("helpful") == false, ["single"]),
        ["feedback in words"] = (TraceFilter.Feedback("helpful") == "yes", ["double"]),
        ["feedback's pattern"] = (TraceFilter.Feedback("helpful").Like("y%"), ["double"]),
        ["feedback's pattern in any case"] = (TraceFilter.Feedback("helpful").ILike("Y_S"), ["double"]),
        ["feedback that is a number"] = (TraceFilter.Feedback("the score") == 0.75, ["plain"]),
        ["feedback that is a whole number"] = (TraceFilter.Feedback("the score") == 3, ["single"]),
        ["other feedback"] = (TraceFilter.Feedback("the score") != 3, ["plain"]),
        ["an expectation"] = (TraceFilter.Expectation("day") == "Friday", ["plain"]),
        ["text of your own"] = (TraceFilter.Raw("status = 'OK'") & TraceFilter.Name.Like("pl%"), ["plain"]),
    };

    /// <summary>On the newest only; the others refuse.</summary>
    public static IReadOnlyDictionary<string, (TraceFilter Filter, string[] Found)> Newest { get; } = new Dictionary<string, (TraceFilter, string[])>
    {
        ["a tag that is missing"] = (TraceFilter.Tag("env") == null, ["odd"]),
        ["a tag that is there"] = (TraceFilter.Tag("order") != null, ["odd"]),
        ["metadata that is there"] = (TraceFilter.User != null, ["plain"]),
        ["a run that is missing"] = (TraceFilter.RunId == null & TraceFilter.Name == "plain", ["plain"]),
        ["feedback that is missing"] = (TraceFilter.Feedback("the score") == null & TraceFilter.Timestamp < First.AddSeconds(3), ["double"]),
        ["feedback that is there"] = (TraceFilter.Feedback("the score") != null, ["plain", "single"]),
        ["more than a number"] = (TraceFilter.Feedback("the score") > 0.8, ["single"]),
        ["at least a number"] = (TraceFilter.Feedback("the score") >= 0.75, ["plain", "single"]),
        ["less than a number"] = (TraceFilter.Feedback("the score") < 3, ["plain"]),
        ["at most a number"] = (TraceFilter.Feedback("the score") <= 0.5, []),
        ["an issue"] = (TraceFilter.Issue("iss-none"), []),
        ["a prompt"] = (TraceFilter.Prompt("none", 1), []),
    };

    /// <summary>Where a newer server does it better.</summary>
    public static IReadOnlyDictionary<string, (TraceFilter Filter, string[] Found)> BetterOnNewest { get; } = new Dictionary<string, (TraceFilter, string[])>
    {
        ["feedback with a single quote"] = (TraceFilter.Feedback("helpful") == "it's", ["both"]),
        ["words beyond ASCII"] = (TraceFilter.Text.Contains("Käse 😀"), ["umlaut"]),
        ["one span for both conditions"] = (TraceFilter.SpanName == "odd" & TraceFilter.SpanType == SpanType.ChatModel, []),
    };
}
