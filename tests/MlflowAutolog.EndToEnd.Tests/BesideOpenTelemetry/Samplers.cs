using System.Diagnostics;
using System.Globalization;
using OpenTelemetry.Trace;

namespace MlflowAutolog.EndToEnd.Tests.BesideOpenTelemetry;

/// <summary>The user's samplers by name.</summary>
internal static class Samplers
{
    public static Sampler Named(string name) => name switch
    {
        "off" => new AlwaysOffSampler(),
        "ratio" => new TraceIdRatioBasedSampler(0.01),
        "on" => new AlwaysOnSampler(),
        "parent" => new ParentBasedSampler(new AlwaysOnSampler()),
        "parent off" => new ParentBasedSampler(new AlwaysOffSampler()),
        "parent ratio" => new ParentBasedSampler(new TraceIdRatioBasedSampler(0.01)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such sampler"),
    };

    /// <summary>An id that one trace of a hundred is kept by, or one that it is not: the ratio sampler reads its first half.</summary>
    public static ActivityTraceId TraceId(bool isKept, int number)
        => ActivityTraceId.CreateFromString(string.Create(CultureInfo.InvariantCulture, $"{(isKept ? 1 : 0x7000_0000_0000_0000):x16}{number:x16}"));
}
