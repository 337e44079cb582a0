using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>What the span upload made of one trace.</summary>
/// <param name="Result">For the pipeline.</param>
/// <param name="Stored">What the server has: without the spans it refused; <see langword="null"/> when it has nothing.</param>
/// <param name="InOneRequest">All spans went together, so the server saw the trace as a whole.</param>
internal readonly record struct UploadedTrace(DeliveryResult Result, TraceData? Stored, bool InOneRequest);
