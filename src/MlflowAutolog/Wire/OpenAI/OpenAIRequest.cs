using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>The parameters of a request as attributes under their own names, as MLflow Python copies them: scalars, and no content. Where content is not wanted, no free text either.</summary>
internal static class OpenAIRequest
{
    private const int LongestText = 256;
    private static readonly HashSet<string> Content = ["messages", "input", "prompt", "query", "instructions", "suffix", "extra_headers", "extra_body", "extra_query", "api_key", "apiKey"];

    // A text is known to be no content only where the API allows but a few words.
    private static readonly HashSet<string> Enumerations = ["service_tier", "tool_choice", "reasoning_effort", "encoding_format", "verbosity", "response_format", "stream_format", "output_format", "size", "quality", "background", "input_fidelity"];

    public static void Map(JsonElement request, CallContent span)
    {
        foreach (var member in request.EnumerateObject())
        {
            if (IsWanted(member, span.CapturesContent) && Scalar(member.Value) is { } value) span.Set(WireMember.NameOf(member), value);
        }

        if (WireText.Of(request, "model") is { } model) span.Model = model;
    }

    private static bool IsWanted(JsonProperty member, bool withContent)
        => !Content.Contains(WireMember.NameOf(member)) && (withContent || !SaysSomething(member));

    private static bool SaysSomething(JsonProperty member)
        => member.Value.ValueKind == JsonValueKind.String && WireMember.NameOf(member) is var name && name != "model"
            && !(Enumerations.Contains(name) && Word.Is(WireText.Of(member.Value)));

    private static AttributeValue? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => AttributeValue.Of(value.GetBoolean()),
        JsonValueKind.Number => value.TryGetInt64(out var integer) ? AttributeValue.Of(integer) : AttributeValue.Of(value.GetDouble()),
        JsonValueKind.String when WireText.Of(value) is { Length: <= LongestText } text => AttributeValue.Of(text),
        _ => null,
    };
}
