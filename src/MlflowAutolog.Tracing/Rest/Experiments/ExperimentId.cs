namespace MlflowAutolog.Tracing.Rest.Experiments;

/// <summary>Ids of experiments are numbers: anything else makes the server fail, not refuse.</summary>
internal static class ExperimentId
{
    private const int Longest = 32;

    /// <exception cref="MlflowException">It is no id.</exception>
    public static string Checked(string? id)
        => id is { Length: > 0 and <= Longest } && id.All(char.IsAsciiDigit)
            ? id
            : throw new MlflowException($"The id of an experiment is a number as text, but '{id}' is given. For the id behind a name ask GetExperimentByNameAsync.");
}
