using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Wire.OpenAI.Responses;

/// <summary>The output items of a stream, as far as its events brought them.</summary>
/// <remarks>By the form of an event and not by a list of them, so that kinds of items that come with a later version of the API are kept too.</remarks>
internal sealed class StreamedOutput
{
    private const string CallMark = "_call_";

    public StreamedList Items { get; } = new();

    public bool IsEmpty => Items.IsEmpty;

    /// <param name="type">Of the event: <c>response.SUBJECT.STEP</c>.</param>
    /// <param name="happened">The event.</param>
    public void Add(string type, JsonElement happened)
    {
        if (Index(happened, "output_index") is not { } place) return;
        var item = Items.At(place);
        if (happened.Member("item") is { ValueKind: JsonValueKind.Object } whole) item.Show(whole);
        else if (happened.Member("part") is { ValueKind: JsonValueKind.Object } part) HolderIn(item, happened).Show(part);
        else if (happened.Member("annotation") is { ValueKind: JsonValueKind.Object } annotation) EntryOf(HolderIn(item, happened).List("annotations"), Index(happened, "annotation_index")).Show(annotation);
        else if (happened.TextOf("partial_image_b64") is { } image) AddImage(item, image, happened);
        else if (type.Split('.') is [_, var subject, var step]) AddStep(item, subject, step, happened);
    }

    private static void AddStep(StreamedObject item, string subject, string step, JsonElement happened)
    {
        if (MemberOf(subject, happened) is not { } member)
        {
            // The item itself has the word for how far a tool is; lists of tools have none.
            if (subject.EndsWith("_call", StringComparison.Ordinal)) item.Set("status", step);
            return;
        }

        var holder = HolderIn(item, happened);
        if (!holder.Has("type") && !ReferenceEquals(holder, item)) holder.Set("type", subject.Replace("reasoning_summary", "summary", StringComparison.Ordinal));
        if (step == "delta" && WireText.Of(happened, "delta") is { } piece) holder.Append(member, piece);
        else if (step == "done" && WireText.Of(happened, member) is { } whole) holder.Set(member, whole);
        if (step == "delta") AddLogProbabilities(holder, happened.Items("logprobs"));
    }

    private static void AddLogProbabilities(StreamedObject part, List<JsonElement> more)
    {
        foreach (var token in more.Where(token => token.ValueKind == JsonValueKind.Object)) part.List("logprobs").Next().Show(token);
    }

    private static void AddImage(StreamedObject item, string image, JsonElement happened)
    {
        item.Set("result", image);
        foreach (string name in (ReadOnlySpan<string>)["output_format", "size", "quality", "background"])
        {
            if (happened.Member(name) is { ValueKind: JsonValueKind.String } value) item.Set(name, value);
        }
    }

    /// <summary>What of an item comes in pieces: <c>output_text</c> is the text of a part, <c>custom_tool_call_input</c> the input of a call.</summary>
    private static string? MemberOf(string subject, JsonElement happened)
    {
        if (happened.TryGetProperty("content_index", out _) || happened.TryGetProperty("summary_index", out _)) return subject == "refusal" ? subject : "text";
        var mark = subject.IndexOf(CallMark, StringComparison.Ordinal);
        return mark < 0 ? null : subject[(mark + CallMark.Length)..];
    }

    private static StreamedObject HolderIn(StreamedObject item, JsonElement happened)
        => Index(happened, "summary_index") is { } summary ? item.List("summary").At(summary)
            : Index(happened, "content_index") is { } content ? item.List("content").At(content)
            : item;

    private static StreamedObject EntryOf(StreamedList list, int? place) => place is { } known ? list.At(known) : list.Next();

    private static int? Index(JsonElement happened, string name)
        => happened.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var place) && place >= 0 ? place : null;
}
