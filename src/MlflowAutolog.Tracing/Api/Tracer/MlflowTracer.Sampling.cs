using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Recording.Sampling;

namespace MlflowAutolog;

/// <content>What decides over traces: sampling, the watch over long ones, the meter.</content>
public sealed partial class MlflowTracer
{
    internal SamplingRule Sampling { get; }

    internal HeldTraces Held { get; }

    internal TraceWatch Watch { get; }

    internal TracingMeter Meter { get; }

    /// <summary>The one behind <see cref="Mlflow"/>.</summary>
    internal bool IsOfTheDoor { get; init; }

    /// <summary>Whether what has ended of a trace may be delivered before its root ends.</summary>
    internal bool TakesParts => _pipeline.TakesParts;
}
