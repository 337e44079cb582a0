using System.Diagnostics;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>The trace whose root ended last. Thread-safe.</summary>
internal sealed class LastTrace
{
    // The text is made when it is asked for, which is seldom.
    private string? _hex;

    public string? Id => Volatile.Read(ref _hex) is { } hex ? "tr-" + hex : null;

    public void Set(ActivityTraceId traceId) => Volatile.Write(ref _hex, traceId.ToHexString());
}
