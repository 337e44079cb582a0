using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Whether a trace info would say no more than the spans did. Attachments need its answer: where they go.</summary>
internal static class InfoRule
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    public static bool SaysNoMore(TraceData trace, ServerVersion server, bool inOneRequest)
        => server.NeedsNoInfo
            && inOneRequest
            && trace.Attachments.Count == 0
            && !trace.HasUserInfo
            && !trace.FollowsEarlyParts
            && trace.ClientRequestId is null
            && trace.Root is { } root
            && trace.State == (root.Status == SpanStatusCode.Error ? TraceState.Error : TraceState.Ok)
            && LiesInRoot(trace.Spans, root)
            && Previews.ServerWouldAgree(root, trace.RequestPreview, trace.ResponsePreview);

    /// <summary>Without an info MLflow takes the duration from the earliest start to the latest end of all spans, in milliseconds.</summary>
    private static bool LiesInRoot(IReadOnlyList<SpanData> spans, SpanData root)
    {
        var (start, end) = (root.StartUnixNano / NanosecondsPerMillisecond, root.EndUnixNano / NanosecondsPerMillisecond);
        foreach (var span in spans)
        {
            if (span.StartUnixNano / NanosecondsPerMillisecond < start || span.EndUnixNano / NanosecondsPerMillisecond > end) return false;
        }

        return true;
    }
}
