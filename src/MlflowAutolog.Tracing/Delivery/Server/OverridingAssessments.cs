using System.Globalization;
using MlflowAutolog.Tracing.Rest.Assessments;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Creates what overrides another assessment of the same trace, after the info that brought that one.</summary>
internal sealed class OverridingAssessments(AssessmentClient client, DeliveryCounters counters)
{
    public async Task SendAsync(PendingInfo info, CancellationToken cancellationToken)
    {
        foreach (var assessment in info.Overriding)
        {
            try
            {
                await client.CreateAsync(assessment, cancellationToken).ConfigureAwait(false);
            }
            catch (MlflowException refused)
            {
                counters.DropAssessments(1);
                // Not the server's words: of a database's errors they quote what was to be stored.
                SelfLog.Warn("assessment", $"MLflow did not take a feedback of trace {info.TraceId} that overrides another one ({refused.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no answer"} {refused.ErrorCode}); it is lost.");
            }
        }
    }
}
