using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>The span as the current one.</content>
public sealed partial class MlflowSpan : IAmbient
{
    /// <summary>Makes this span the current one until the result is disposed, without ending it: for work on a flow that the span did not come to by itself.</summary>
    /// <remarks>
    /// <c>async</c>, <c>Task.Run</c>, <c>Parallel</c>, <c>new Thread(…).Start()</c> and timers carry the current span. Queues and channels, <c>UnsafeStart</c>,
    /// <c>UnsafeQueueUserWorkItem</c>, <c>ExecutionContext.SuppressFlow</c> and callbacks of native libraries do not: keep the span with the work item, and activate it where the work is done.
    /// What starts inside is a child of this span, also after its end. Dispose on the flow that activated. <see cref="None"/> changes nothing.
    /// </remarks>
    public IDisposable Activate() => ReferenceEquals(this, None) ? NoScope.Instance : ActiveSpan.Enter(this);

    MlflowSpan? IAmbient.Running => HasEnded ? null : this;

    bool IAmbient.IsOver => HasEnded;

    IAmbient? IAmbient.Outer => Outer;

    /// <summary>What was on top of this flow, of any tracer, before this span.</summary>
    internal IAmbient? Outer { get; set; }
}
