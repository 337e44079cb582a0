using System.Diagnostics;

namespace MlflowAutolog.Tracing.Recording.Sampling;

/// <summary>Which ratio a root is drawn with: the application's rule, else the call's, else the scope's, else the options'.</summary>
internal sealed class SamplingRule(MlflowOptions options)
{
    /// <summary>The application's rule runs on this thread: a trace that starts inside it must not ask it again.</summary>
    [ThreadStatic]
    private static bool _asking;

    private readonly Func<SamplingContext, double?>? _rule = options.Sampler;
    private readonly double _ratio = options.SamplingRatio ?? 1;

    public double RatioFor(SpanStart start, Activity? around)
    {
        if (_rule is not null && Ask(_rule, new SamplingContext(start, AmbientScope.Current, around)) is { } ratio) return ratio;
        return start.SamplingRatio ?? AmbientScope.Current?.SamplingRatio ?? _ratio;
    }

    private static double? Ask(Func<SamplingContext, double?> rule, SamplingContext context)
    {
        if (_asking) return null;
        _asking = true;
        try
        {
            if (rule(context) is not { } ratio) return null;
            if (ratio is >= 0 and <= 1) return ratio;
            SelfLog.Report("sampler", $"The sampling rule answered {ratio} for '{context.Name}', but a ratio is 0 to 1; it counts as having no opinion.");
            return null;
        }
        catch (Exception failure)
        {
            SelfLog.Report("sampler", $"The sampling rule threw {failure.GetType().Name} and counts as having no opinion.");
            return null;
        }
        finally
        {
            _asking = false;
        }
    }
}
