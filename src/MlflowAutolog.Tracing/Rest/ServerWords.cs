using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>What a server said of an error: MLflow's JSON, FastAPI's JSON, or text.</summary>
internal readonly record struct ServerWords(string? ErrorCode, string Message)
{
    private const int MaxLength = 500;

    public static ServerWords Of(MlflowReply reply)
    {
        if (reply.Failure is not null) return new ServerWords(null, reply.Failure);
        try
        {
            using var json = JsonDocument.Parse(reply.Body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && FromJson(json.RootElement) is { } words) return words;
        }
        catch (JsonException)
        {
            // Most errors of proxies and some of MLflow's are text or a web page; then the text itself is all there is.
        }

        return new ServerWords(null, Shorten(Encoding.UTF8.GetString(reply.Body.Span)));
    }

    private static ServerWords? FromJson(JsonElement error)
    {
        if (error.TryGetProperty("message", out var message))
        {
            var code = error.TryGetProperty("error_code", out var value) ? value.ToString() : null;
            return new ServerWords(code, Shorten(message.ToString()));
        }

        return error.TryGetProperty("detail", out var detail) ? new ServerWords(null, Shorten(detail.ToString())) : null;
    }

    private static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0) return "no further words";
        return line.Length > MaxLength ? line[..MaxLength] + "…" : line;
    }
}
