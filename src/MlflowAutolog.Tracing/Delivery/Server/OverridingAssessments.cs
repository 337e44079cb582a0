using MlflowAutolog.Tracing.Rest.Assessments;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Creates what overrides another assessment of the same trace, after the info that brought that one.</summary>
internal sealed class OverridingAssessments(AssessmentClient client)
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
                SelfLog.Warn("assessment", $"The assessment '{assessment.Name}' of trace {info.TraceId} is lost: {refused.Message}");
            }
        }
    }
}
