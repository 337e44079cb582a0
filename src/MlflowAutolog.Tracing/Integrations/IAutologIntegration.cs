namespace MlflowAutolog;

/// <summary>What a package implements so that <see cref="Mlflow.Autolog(Action{MlflowOptions})"/> switches its hooks on.</summary>
/// <remarks>Implementations need a public constructor without parameters and the assembly attribute <see cref="AutologIntegrationAttribute"/>.</remarks>
public interface IAutologIntegration
{
    /// <summary>The name a user switches it off by, for example <c>OpenAI</c>.</summary>
    string Name { get; }

    /// <summary>Installs the hooks, for as long as the result is not disposed. Called once at a time; may throw, then it is reported and the others go on.</summary>
    /// <param name="tracer">Records what the hooks see.</param>
    /// <returns>Undoes the installation.</returns>
    IDisposable Install(MlflowTracer tracer);
}
