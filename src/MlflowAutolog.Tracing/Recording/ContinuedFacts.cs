using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>What can be said of a trace from beneath a span of another process: session and user. All else hangs on the root, or on the trace info, which the other side sends.</summary>
internal static class ContinuedFacts
{
    public static TraceFacts Of(TraceFacts said)
    {
        var sent = said.Metadata.Where(pair => pair.Key is WireNames.Session or WireNames.User).ToDictionary();
        if (said.Tags.Count > 0 || said.Metadata.Count > sent.Count || said is not { State: TraceState.Unspecified, ClientRequestId: null, RequestPreview: null, ResponsePreview: null })
        {
            SelfLog.Report("update", "Tags, metadata, previews and state of a trace that another process began are left out; set them there, where its root is. Session and user are sent.");
        }

        return TraceFacts.None with { ExperimentId = said.ExperimentId, Metadata = sent };
    }
}
