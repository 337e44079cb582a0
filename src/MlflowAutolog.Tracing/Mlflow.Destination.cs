using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>Where traces go.</content>
public static partial class Mlflow
{
    /// <summary>Sets where the traces that start from now on go, in place of the experiment that options, environment or <see cref="SetExperiment"/> name; before <see cref="Autolog(Action{MlflowOptions})"/> too. For a part of the program see <see cref="Context"/>.</summary>
    /// <param name="destination">The place; <see langword="null"/> = that experiment again.</param>
    /// <inheritdoc cref="Autolog(Action{MlflowOptions})" path="/exception" />
    public static void SetDestination(TraceLocation? destination) => ProcessTracing.Configure(options => options.Destination = destination);
}
