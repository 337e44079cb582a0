using MlflowAutolog.Tracing.Rest.Assessments;
using MlflowAutolog.Tracing.Rest.Experiments;
using MlflowAutolog.Tracing.Rest.Models;
using MlflowAutolog.Tracing.Rest.Prompts;
using MlflowAutolog.Tracing.Rest.Traces;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>What an application asks of an MLflow server beside the delivery. Thread-safe.</summary>
internal sealed class MlflowServer
{
    private readonly VersionGate _version;

    /// <param name="rest">Sends.</param>
    /// <param name="version">Shared with the delivery.</param>
    /// <param name="options">Resolved.</param>
    /// <param name="knownExperiment">The id of the configured experiment, once the delivery has it.</param>
    /// <param name="makeExperiment">As the delivery does: found, or made.</param>
    public MlflowServer(MlflowRestClient rest, VersionGate version, MlflowOptions options, Func<string?> knownExperiment, Func<CancellationToken, Task<string>> makeExperiment)
    {
        _version = version;
        Experiments = new ExperimentApi(rest);
        Experiment = new ConfiguredExperiment(Experiments, options, knownExperiment, makeExperiment);
        Search = new ServerTraceSearch(rest, Experiment, VersionAsync);
        Traces = new TraceChanges(rest, VersionAsync);
        Assessments = new AssessmentClient(rest, version.GetAsync);
        Models = new LoggedModels(rest);
        Prompts = new PromptRegistry(rest, Models, options);
    }

    public ExperimentApi Experiments { get; }

    public ConfiguredExperiment Experiment { get; }

    public ServerTraceSearch Search { get; }

    public TraceChanges Traces { get; }

    public AssessmentClient Assessments { get; }

    public LoggedModels Models { get; }

    public PromptRegistry Prompts { get; }

    /// <summary>For messages; <see langword="null"/> when the server does not say.</summary>
    private async Task<ServerVersion?> VersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _version.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException)
        {
            // It answered the call before this one: without its version the message is only less helpful.
            return null;
        }
    }
}
