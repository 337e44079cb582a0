using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>The session of a trace that the application gave none: the conversation that the first of its model calls names.</summary>
internal static class CallSession
{
    /// <param name="trace">One that another process began has its session from there.</param>
    /// <param name="spans">Its spans in order of start.</param>
    /// <returns><see langword="null"/> where the application said one, or no call did.</returns>
    public static string? Of(RecordedTrace trace, SpanData[] spans)
    {
        if (trace.Root is null && trace.Early is not { IsContinued: false }) return null;
        return trace.Facts.Metadata.ContainsKey(WireNames.Session) ? null : Array.Find(spans, static span => span.Session is not null)?.Session;
    }

    public static TraceFacts With(TraceFacts facts, string session)
        => facts with { Metadata = new Dictionary<string, string>(facts.Metadata) { [WireNames.Session] = session } };
}
