using System.Diagnostics;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>MLflow's form of a trace id.</summary>
internal static class WireIds
{
    public const string TracePrefix = "tr-";

    public static string TraceId(ActivityTraceId id) => TracePrefix + id.ToHexString();

    /// <summary>False for ids of other kinds (another length, Databricks' <c>trace:/…</c>).</summary>
    public static bool TryParseTraceId(string? text, out ActivityTraceId id)
    {
        id = default;
        var hex = text is not null && text.StartsWith(TracePrefix, StringComparison.Ordinal) ? text[TracePrefix.Length..] : text;
        if (hex is not { Length: 32 } || !hex.All(char.IsAsciiHexDigit)) return false;
        id = ActivityTraceId.CreateFromString(hex.ToLowerInvariant());
        return true;
    }

    public static bool TryParseSpanId(string? hex, out ActivitySpanId id)
    {
        id = default;
        if (hex is not { Length: 16 } || !hex.All(char.IsAsciiHexDigit)) return false;
        id = ActivitySpanId.CreateFromString(hex.ToLowerInvariant());
        return true;
    }
}
