using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>What callers put into the queue: a trace or a mark.</summary>
internal readonly record struct Incoming(RecordedTrace? Trace, FlushMark? Mark);
