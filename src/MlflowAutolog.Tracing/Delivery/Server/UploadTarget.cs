using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Where spans go.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="ChosenByTrace">The traces chose it, not the options: then one that does not exist is their fault.</param>
/// <param name="Server">What the server can do.</param>
internal readonly record struct UploadTarget(string ExperimentId, bool ChosenByTrace, ServerVersion Server);
