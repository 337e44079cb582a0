using System.Diagnostics;
using OpenTelemetry;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>The rival's counterpart of <see cref="HeldTraces"/>: the last 2,000 Activities wait.</summary>
internal sealed class HeldActivities : BaseProcessor<Activity>
{
    private readonly Activity?[] _held = new Activity?[HeldTraces.Outstanding];
    private int _next;

    public override void OnEnd(Activity data) => _held[_next++ % HeldTraces.Outstanding] = data;
}
