using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Takes what a process could not deliver before its end, for a later process.</summary>
internal interface ISpill : IDisposable
{
    /// <summary>Writes the traces to disk; throws when it cannot, then they count as dropped.</summary>
    void Write(IReadOnlyList<TraceData> traces);
}
