using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>What every trace that starts is tied to.</content>
public static partial class Mlflow
{
    /// <summary>The logged model that traces belong to; <see langword="null"/> when none is set, or before tracing was switched on.</summary>
    public static string? ActiveModelId => ProcessTracing.Tracer?.ActiveModelId;

    /// <inheritdoc cref="MlflowTracer.SetActiveModel" />
    public static void SetActiveModel(string? modelId) => ProcessTracing.SetActiveModel(modelId);

    /// <inheritdoc cref="MlflowTracer.SetActiveModelByNameAsync" />
    public static async Task<string> SetActiveModelByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        var id = await Asked.FindModelAsync(name, cancellationToken).ConfigureAwait(false);
        SetActiveModel(id);
        return id;
    }
}
