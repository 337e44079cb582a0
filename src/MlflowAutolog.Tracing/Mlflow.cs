using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <summary>The door: every call of MLflow Tracing that an application makes.</summary>
/// <remarks>
/// Forwards to one <see cref="MlflowTracer"/> a process, or to the one whose span is above. Before <see cref="Autolog(Action{MlflowOptions})"/> or <see cref="Enable"/>, and while
/// tracing is off, every member works and records nothing. Members that record never throw; members that configure or ask MLflow throw <see cref="MlflowException"/>. Thread-safe.
/// </remarks>
public static partial class Mlflow
{
    /// <summary>Switches tracing on for everything that can be traced, from here on, for clients made before and after.</summary>
    /// <remarks>A second call without <paramref name="configure"/> does nothing; one with it changes the options and goes on with those that it leaves alone.</remarks>
    /// <param name="configure">Changes the options; what it leaves alone comes from the environment, then from the defaults.</param>
    /// <exception cref="MlflowException">A setting is wrong: the message names it, its value and what would be right. An MLflow that cannot be reached is no error.</exception>
    public static void Autolog(Action<MlflowOptions>? configure = null) => ProcessTracing.Autolog(configure);

    /// <summary>Switches tracing on with these options, in place of all earlier ones.</summary>
    /// <inheritdoc cref="Autolog(Action{MlflowOptions})" path="/exception" />
    public static void Autolog(MlflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProcessTracing.Autolog(options.Copy());
    }

    /// <summary>Sets where traces go from now on. Before <see cref="Autolog(Action{MlflowOptions})"/> too; then it is checked there.</summary>
    /// <param name="uri">MLflow's address, http or https.</param>
    /// <inheritdoc cref="Autolog(Action{MlflowOptions})" path="/exception" />
    public static void SetTrackingUri(string uri)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uri);
        ProcessTracing.Configure(options => options.TrackingUri = uri);
    }

    /// <summary>Sets the experiment of the traces that start from now on; before <see cref="Autolog(Action{MlflowOptions})"/> too. Give one of the two.</summary>
    /// <param name="name">Its name; created when there is none.</param>
    /// <param name="experimentId">Its id, a number as text.</param>
    /// <inheritdoc cref="Autolog(Action{MlflowOptions})" path="/exception" />
    public static void SetExperiment(string? name = null, string? experimentId = null)
    {
        if (string.IsNullOrWhiteSpace(name) == string.IsNullOrWhiteSpace(experimentId))
        {
            throw new MlflowException("SetExperiment takes a name or an experimentId, one of the two.");
        }

        ProcessTracing.Configure(options => (options.Experiment, options.ExperimentId) = (name, experimentId));
    }

    /// <summary>Records again after <see cref="Disable"/>; without <see cref="Autolog(Action{MlflowOptions})"/> it switches on the application's own spans alone.</summary>
    /// <inheritdoc cref="Autolog(Action{MlflowOptions})" path="/exception" />
    public static void Enable() => ProcessTracing.Enable();

    /// <summary>Starts no new spans until <see cref="Enable"/>; those that run are finished and delivered.</summary>
    public static void Disable() => ProcessTracing.Disable();

    /// <summary>Takes out all hooks, delivers, and forgets the options: as before the first call.</summary>
    public static Task ResetAsync() => ProcessTracing.ShutdownAsync(timeout: null, forget: true);

    /// <summary>Waits until everything recorded so far is delivered: for ever while MLflow cannot be reached, so give a limit.</summary>
    /// <returns><see langword="false"/> when <paramref name="cancellationToken"/> came first; delivery goes on.</returns>
    public static Task<bool> FlushAsync(CancellationToken cancellationToken = default) => ProcessTracing.FlushAsync(cancellationToken);

    /// <summary>Takes out all hooks, closes the spans that still run, delivers within the time, writes or counts what is left.</summary>
    /// <param name="timeout">Default: <see cref="MlflowOptions.ShutdownTimeout"/>.</param>
    public static Task ShutdownAsync(TimeSpan? timeout = null) => ProcessTracing.ShutdownAsync(timeout, forget: false);

    /// <summary>Whether new spans are recorded.</summary>
    public static bool IsEnabled => ProcessTracing.Tracer is { IsEnabled: true };

    /// <summary>What became of the traces so far; all zero before tracing was switched on.</summary>
    public static TracingStatistics Statistics => ProcessTracing.Statistics;
}
