namespace MlflowAutolog.Tracing.Configuration;

/// <summary>The experiment that traces go to: by destination, by name or by id. What code says of any beats what the environment says of all.</summary>
internal static class DestinationSetting
{
    /// <returns>The experiment's name, or its id; never both.</returns>
    public static (string? Name, string? Id) Resolve(MlflowOptions code)
    {
        if (code.Destination is { } destination) return (null, Checked(destination).ExperimentId);
        var setting = new Setting(nameof(code.Destination), EnvironmentNames.TracingDestination, code.Environment);
        var isSaidInCode = !string.IsNullOrWhiteSpace(code.Experiment) || !string.IsNullOrWhiteSpace(code.ExperimentId);
        if (isSaidInCode || setting.Text(null) is not { } id) return ExperimentSetting.Resolve(code);
        return id.All(char.IsAsciiDigit) ? (null, id) : throw setting.Wrong(id, "the id of an experiment; tables of Unity Catalog are not supported yet");
    }

    /// <exception cref="MlflowException">Nothing can be sent there.</exception>
    public static TraceLocation Checked(TraceLocation destination)
        => destination.ExperimentId is not null
            ? destination
            : throw new MlflowException($"The destination is '{destination}', but traces can only be sent to an experiment (TraceLocation.Experiment); tables of Unity Catalog are not supported yet.");
}
