using System.Text.Json;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>
/// Text of chat requests and replies in the formats that MLflow names (OpenAI chat and Responses, Anthropic, Bedrock, Gemini), for spans that carry <c>mlflow.message.format</c>:
/// there MLflow's own rule would show the JSON of the whole object.
/// </summary>
internal static class ChatPreview
{
    /// <summary>The last text of the user, also before messages that hold only tool results; null when there is none.</summary>
    public static string? OfRequest(JsonElement request)
    {
        if ((request.TextOf("input") ?? request.TextOf("contents") ?? PromptOf(request)) is { Length: > 0 } text)
            return text;
        return MessagesOf(request).FindLast(message => message.TextOf("role") == "user" && TextOf(message) is not null) is { ValueKind: JsonValueKind.Object } last ? TextOf(last) : null;
    }

    /// <summary>Text, else refusal, else <c>name(arguments)</c> of the calls; null when the reply holds none of these. Of several choices the first that has one.</summary>
    public static string? OfReply(JsonElement reply) => reply.Items("choices") is { Count: > 0 } choices
        ? choices.Select(choice => OfReplies([choice.Member("message") is { ValueKind: JsonValueKind.Object } message ? message : choice])).FirstOrDefault(text => text is not null)
        : OfReplies(RepliesOf(reply));

    private static string? OfReplies(List<JsonElement> messages) =>
        messages.Select(TextOf).LastOrDefault(text => text is not null)
            ?? messages.Select(RefusalOf).LastOrDefault(text => text is not null)
            ?? CallsOf(messages);

    // Of a completion that is no chat. One request may have several.
    private static string? PromptOf(JsonElement request) => request.TextOf("prompt") ?? request.Items("prompt").Select(JsonElementReading.Text).LastOrDefault(text => text is not null);

    private static List<JsonElement> MessagesOf(JsonElement request)
    {
        foreach (string name in (ReadOnlySpan<string>)["messages", "input", "contents"])
        {
            if (request.Items(name) is { Count: > 0 } messages)
                return messages;
        }

        return request.Items();
    }

    private static List<JsonElement> RepliesOf(JsonElement reply)
    {
        if (reply.Items("candidates") is { Count: > 0 } candidates)
            return [candidates[0].Member("content")];
        if (reply.Items("output") is { Count: > 0 } output)
            return output;
        if (reply.Member("output").Member("message") is { ValueKind: JsonValueKind.Object } converse)
            return [converse];
        if (reply.Items("messages") is { Count: > 0 } messages)
            return messages.FindAll(message => message.TextOf("role") == "assistant");
        return [reply];
    }

    private static List<JsonElement> PartsOf(JsonElement message) => message.Items("content") is { Count: > 0 } content ? content : message.Items("parts");

    private static string? TextOf(JsonElement message)
    {
        string text = message.TextOf("content")
            ?? string.Concat(PartsOf(message).Select(PartText)) switch
            {
                "" => message.Member("audio").TextOf("transcript") ?? (message.TextOf("type") is null or "text" ? message.TextOf("text") : null) ?? "",
                var parts => parts,
            };
        return text.Length == 0 ? null : text;
    }

    private static string? PartText(JsonElement part) => part.Text()
        ?? (part.TextOf("type") is null or "text" or "input_text" or "output_text" && part.Member("thought").ValueKind != JsonValueKind.True ? part.TextOf("text") : null);

    private static string? RefusalOf(JsonElement message)
    {
        string? refusal = message.TextOf("refusal") ?? PartsOf(message).Select(part => part.TextOf("refusal")).LastOrDefault(text => text is not null);
        return string.IsNullOrEmpty(refusal) ? null : refusal;
    }

    private static string? CallsOf(List<JsonElement> messages)
    {
        string calls = string.Join(", ", messages.SelectMany(CandidatesOf).Select(CallOf).OfType<string>());
        return calls.Length == 0 ? null : calls;
    }

    private static IEnumerable<JsonElement> CandidatesOf(JsonElement message) =>
        [.. message.Items("tool_calls"), message.Member("function_call"), .. PartsOf(message), message];

    /// <summary>A call in any of the formats; null when this is none.</summary>
    private static string? CallOf(JsonElement candidate)
    {
        var call = candidate;
        foreach (string wrapper in (ReadOnlySpan<string>)["function", "custom", "toolUse", "functionCall"])
        {
            if (candidate.Member(wrapper) is { ValueKind: JsonValueKind.Object } inner)
                call = inner;
        }

        if (call.TextOf("name") is not { Length: > 0 } name)
            return null;
        foreach (string argument in (ReadOnlySpan<string>)["arguments", "input", "args"])
        {
            if (call.Member(argument) is { ValueKind: not JsonValueKind.Undefined } arguments)
                return $"{name}({arguments.Text() ?? arguments.GetRawText()})";
        }

        return null;
    }
}
