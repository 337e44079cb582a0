using System.Diagnostics;
using System.Globalization;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Propagation;

/// <summary>The value <c>00-&lt;trace id&gt;-&lt;span id&gt;-&lt;flags&gt;</c>. Source: W3C Trace Context, level 1.</summary>
internal static class TraceParent
{
    private const int Length = 55;
    private const int TraceIdAt = 3;
    private const int SpanIdAt = 36;
    private const int FlagsAt = 53;
    private const int Sampled = 1;

    public static string Format(RemoteParent parent) => $"00-{parent.TraceId.ToHexString()}-{parent.SpanId.ToHexString()}-{(parent.IsSampled ? "01" : "00")}";

    /// <summary><see langword="null"/> for what is none.</summary>
    public static RemoteParent? Parse(string? text)
    {
        var value = text.AsSpan().Trim();
        if (value.Length < Length || value[2] != '-' || value[SpanIdAt - 1] != '-' || value[FlagsAt - 1] != '-') return null;
        var (version, flags) = (value[..2].ToString(), value.Slice(FlagsAt, 2).ToString());
        var (traceId, spanId) = (value.Slice(TraceIdAt, 32).ToString(), value.Slice(SpanIdAt, 16).ToString());
        if (!IsHex(version) || version is "ff" || !IsHex(traceId) || !IsHex(spanId) || !IsHex(flags)) return null;

        // Versions to come may append fields, the known one may not.
        if (value.Length > Length && (version is "00" || value[Length] != '-')) return null;
        if (traceId.All(digit => digit == '0') || spanId.All(digit => digit == '0')) return null;
        var isSampled = (byte.Parse(flags, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & Sampled) != 0;
        return new RemoteParent(ActivityTraceId.CreateFromString(traceId.AsSpan()), ActivitySpanId.CreateFromString(spanId.AsSpan()), isSampled);
    }

    /// <summary>Capitals are not allowed.</summary>
    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigitLower);
}
