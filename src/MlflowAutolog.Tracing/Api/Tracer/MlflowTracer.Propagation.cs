using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Propagation;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Traces that go on in another process.</content>
public sealed partial class MlflowTracer
{
    /// <summary>What a request has to carry so that the spans of its receiver, .NET or Python, become children of the current span: <c>traceparent</c>, in W3C's format.</summary>
    /// <remarks>Of a trace that sampling left out, or inside a scope that is off, it says that the receiver is not to record either.</remarks>
    /// <returns>One header; none without a current span.</returns>
    public IReadOnlyDictionary<string, string> GetTracingHeaders()
    {
        var headers = new Dictionary<string, string>();
        if (TracingHeaders.ValueFor(AmbientSpan.Find(this)) is { } value) headers.Add(TracingHeaders.Standard, value);
        return headers;
    }

    /// <summary>As <see cref="GetTracingHeaders"/>, into a carrier of any kind: a message's properties, a gRPC call's metadata.</summary>
    /// <param name="set">Called with name and value, once or, without a current span, not at all. What it throws is reported to <see cref="SelfLog"/>.</param>
    public void WriteTracingHeaders(Action<string, string> set)
    {
        if (set is null || TracingHeaders.ValueFor(AmbientSpan.Find(this)) is not { } value) return;
        Guarded.Run("propagation", (set, value), static write => write.set(TracingHeaders.Standard, write.value));
    }

    /// <summary>Lets the sender's trace go on in what starts from here until the result is disposed: first spans become children of the sender's.</summary>
    /// <remarks>
    /// Only call it for senders you trust: they can add spans to any trace, and decide whether is recorded. Read is <c>mlflow-traceparent</c>, else <c>traceparent</c>; an unsampled one
    /// records nothing here; without one, or with one that cannot be read, a trace of its own starts. Never throws.
    /// </remarks>
    /// <param name="header">Gives the value of a header, or <see langword="null"/>; asked with the name in lower case, and once more with a capital.</param>
    public IDisposable ContinueTrace(Func<string, string?> header)
        => ContinuedTrace.Enter(this, header is null ? RemoteParent.None : TracingHeaders.Read(header, Options));

    /// <inheritdoc cref="ContinueTrace(Func{string, string?})" />
    /// <param name="headers">Names, in any case, and values.</param>
    public IDisposable ContinueTrace(IEnumerable<KeyValuePair<string, string>> headers)
        => ContinuedTrace.Enter(this, Guarded.Run("propagation", (headers, Options), static read => read.headers is null ? RemoteParent.None : TracingHeaders.Read(read.headers, read.Options), RemoteParent.None));
}
