using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Tracing.Rest.Traces;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>The last hop: an MLflow server, the local store, or a list in a test.</summary>
internal interface ITraceSink : IAsyncDisposable
{
    /// <summary>
    /// Delivers a batch; the result says for each trace what became of it. What fails for now is answered <see cref="DeliveryResult.Later"/> and is offered again.
    /// Called by the delivery loop, and by the replay of what an earlier process left.
    /// </summary>
    Task<IReadOnlyList<DeliveryResult>> DeliverAsync(IReadOnlyList<TraceData> traces, CancellationToken cancellationToken);

    /// <summary>Whether spans may come before the root of their trace; false while that is not known. Does not wait.</summary>
    bool TakesParts => true;

    /// <summary>Waits for what follows a delivered trace (its info, on a server). Throws only when cancelled.</summary>
    Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends what goes on by itself after a delivery and counts what of it was still waiting; reading back goes on. Never throws; may be called again.</summary>
    Task StopAsync() => Task.CompletedTask;

    /// <summary>Reads a trace back; <see langword="null"/> when there is none of that id.</summary>
    Task<MlflowTrace?> GetAsync(string traceId, CancellationToken cancellationToken);

    /// <summary>For explicit calls beside the delivery; <see langword="null"/> where there is no server.</summary>
    MlflowServer? Server => null;

    /// <summary>Finds stored traces where there is no server; <see langword="null"/> where that is left to the server, or cannot be done.</summary>
    ITraceSearch? Search => null;

    /// <summary>Reads an attachment back; <see langword="null"/> when it is not there.</summary>
    Task<TraceAttachment?> GetAttachmentAsync(AttachmentReference reference, CancellationToken cancellationToken) => Task.FromResult<TraceAttachment?>(null);

    /// <summary>Where a person opens the trace: a deep link into MLflow's UI, or the folder of the local store; <see langword="null"/> before the first delivery.</summary>
    string? Locate(string traceId);
}
