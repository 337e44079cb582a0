namespace MlflowAutolog;

/// <summary>A place that traces are kept in.</summary>
public sealed class TraceLocation
{
    private TraceLocation(string experimentId) => ExperimentId = experimentId;

    internal string ExperimentId { get; }

    /// <summary>An experiment of the MLflow server.</summary>
    /// <param name="experimentId">Its id, a number as text.</param>
    /// <exception cref="MlflowException">It is no number.</exception>
    public static TraceLocation Experiment(string experimentId)
        => !string.IsNullOrEmpty(experimentId) && experimentId.All(char.IsAsciiDigit)
            ? new TraceLocation(experimentId)
            : throw new MlflowException($"The experimentId is '{experimentId}', but has to be a number as text.");
}
