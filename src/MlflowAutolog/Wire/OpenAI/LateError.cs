using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>An error that comes with status 200, as a chunk or as the whole reply: gateways learn too late that the provider behind them failed.</summary>
/// <remarks>Forms of OpenAI, OpenRouter, vLLM, Mistral and Groq: an <c>error</c> in the reply or in a choice, an object that is an error itself, a choice that finished with <c>error</c>.</remarks>
internal static class LateError
{
    public static WireError? In(JsonElement reply)
    {
        if (reply.ValueKind != JsonValueKind.Object) return null;
        if (Reported(reply) is { } reported) return reported;
        if (reply.TryGetProperty("x_groq", out var groq) && Reported(groq) is { } failed) return failed;
        if (!reply.TryGetProperty("choices", out var choices)) return IsError(reply) ? WireError.Find(reply) : null;
        return choices.ValueKind == JsonValueKind.Array ? choices.EnumerateArray().Select(InChoice).FirstOrDefault(static error => error is not null) : null;
    }

    /// <summary>An event of a stream whose events name their <c>type</c>: that is <c>error</c>, or there is one in it.</summary>
    public static WireError? InEvent(JsonElement happened) => Reported(happened) ?? (WireText.Of(happened, "type") == "error" ? WireError.Find(happened) : null);

    /// <summary>The <c>error</c> in anything that holds one.</summary>
    public static WireError? Reported(JsonElement holder)
    {
        if (holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty("error", out var error)) return null;
        return error.ValueKind switch
        {
            JsonValueKind.Object => WireError.Find(holder) ?? Unexplained(error),
            JsonValueKind.String when !error.ValueEquals("") => WireError.Find(holder),
            _ => null,
        };
    }

    private static WireError? InChoice(JsonElement choice)
        => Reported(choice) ?? (WireText.Of(choice, "finish_reason") == "error" ? new WireError("error", null, "The model's provider failed and does not say why.") : null);

    private static bool IsError(JsonElement reply) => WireText.Of(reply, "object") == "error" || WireText.Of(reply, "message") is { Length: > 0 };

    private static WireError Unexplained(JsonElement error) => WireError.OfText(System.Text.Encoding.UTF8.GetBytes(error.GetRawText()), null);
}
