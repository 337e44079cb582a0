using MlflowAutolog.Goldens.Tests.Support;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>What is left out: by a ratio, by the switch.</summary>
internal static class SamplingPorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("core/sampling_one_override_zero", OverrideZero),
        new("core/tracing_disable", SwitchedOffAndOn),
    ];

    private static void OverrideZero()
    {
        Never(1);
        Mlflow.Trace("parent", SpanType.Unknown, _ => Never(2), inputs: new { x = 2 });
    }

    private static int Never(int x) => Mlflow.Trace("never", SpanType.Unknown, _ => Inner(x), inputs: new { x }, samplingRatio: 0);

    private static int Inner(int x) => Mlflow.Trace("inner", SpanType.Unknown, _ => x, inputs: new { x });

    private static void SwitchedOffAndOn()
    {
        Mlflow.Disable();
        Work(1).ShouldBe(1);
        Mlflow.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        Mlflow.Enable();
        Work(2);
    }

    private static int Work(int x) => Mlflow.Trace("work", SpanType.Unknown, _ =>
    {
        Mlflow.UpdateCurrentTrace(tags: [new("x", $"{x}")]);
        return x;
    }, inputs: new { x });
}
