using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>One segment of the spool, to be delivered again. Not acknowledged, it stays for the next process.</summary>
internal sealed class SpooledBatch(IReadOnlyList<TraceData> traces, string segment)
{
    public IReadOnlyList<TraceData> Traces { get; } = traces;

    /// <summary>All of it is delivered (or refused for good): the segment goes. Never throws.</summary>
    public void Acknowledge()
    {
        try
        {
            File.Delete(segment);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is delivered again by the next process; the server takes a trace twice without harm.
            SelfLog.ReportWords("spool", exception);
        }
    }
}
