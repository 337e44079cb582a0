using MlflowAutolog;

namespace TracingByHand;

/// <summary>Reads the claim's traces back, from MLflow or from the folder, and says what a customer thought of it.</summary>
internal static class Readback
{
    public static async Task PrintAsync(Claim claim)
    {
        var isOnServer = Mlflow.TrackingUri is not null;
        await foreach (var trace in Mlflow.SearchTracesAsync(isOnServer ? MlflowTraceFilter.Session == claim.Id : null, maxResults: 2))
        {
            Console.WriteLine();
            Console.WriteLine($"{trace.Root?.Name} {trace.Info.State}  asked: {trace.Info.RequestPreview}");
            foreach (var span in trace.Spans) Console.WriteLine($"  {span.Name,-14} {span.SpanType,-10} {span.Status,-6} {span.Duration.TotalMilliseconds,6:0} ms  {span.StatusMessage}");

            // A customer's thumb comes later, for a trace that is stored: that is for the server to keep.
            if (isOnServer && trace.Root?.Name == "answer_claim") await Mlflow.LogFeedbackAsync(trace.Info.TraceId, "helpful", true, AssessmentSource.Human("anna"));
            foreach (var feedback in trace.Info.Assessments.OfType<Feedback>()) Console.WriteLine($"  {feedback.Name}: {feedback.Value} ({feedback.Source?.Id}) {feedback.Rationale}");
            Console.WriteLine($"  {Mlflow.Locate(trace.Info.TraceId)}");
        }
    }
}
