namespace MlflowAutolog.Tracing.Configuration;

/// <summary>Experiment by name or by id. What code says of either beats what the environment says of both.</summary>
internal static class ExperimentSetting
{
    private const string Default = "0";

    /// <returns>The name, or the id; never both.</returns>
    public static (string? Name, string? Id) Resolve(MlflowOptions code)
    {
        var (name, id) = (Given(code.Experiment), Given(code.ExperimentId));
        if (name is not null && id is not null)
            throw new MlflowException($"Experiment is '{name}' and ExperimentId is '{id}', but only one of them can be set.");
        if (name is null && id is null)
        {
            // As in MLflow Python the name wins in the environment.
            name = Given(code.Environment(EnvironmentNames.Experiment));
            return name is not null ? (name, null) : (null, CheckId(EnvironmentNames.ExperimentId, EnvironmentNames.Experiment, Given(code.Environment(EnvironmentNames.ExperimentId)) ?? Default));
        }

        return (name, id is null ? null : CheckId(nameof(code.ExperimentId), nameof(code.Experiment), id));
    }

    private static string CheckId(string source, string nameSource, string id)
        => id.All(char.IsAsciiDigit) ? id : throw new MlflowException($"{source} is '{id}', but has to be a number as text; for a name set {nameSource}.");

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
