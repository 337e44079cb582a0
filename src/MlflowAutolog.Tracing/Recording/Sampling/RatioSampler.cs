using System.Buffers.Binary;
using System.Diagnostics;

namespace MlflowAutolog.Tracing.Recording.Sampling;

/// <summary>OpenTelemetry's TraceIdRatio rule: keep a trace when the low 64 bits of its id are below ratio × 2⁶⁴, so every service decides alike.</summary>
internal static class RatioSampler
{
    public static bool Keeps(ActivityTraceId traceId, double ratio)
    {
        if (ratio >= 1) return true;
        if (!(ratio > 0)) return false;
        Span<byte> bytes = stackalloc byte[16];
        traceId.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) < (ulong)(ratio * 18446744073709551616.0);
    }
}
