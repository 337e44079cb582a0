using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire;

/// <summary>A failure that came with a good status: the server took the call and could not answer it.</summary>
/// <param name="Type">For the <c>exception</c> event; no SDK throws here.</param>
/// <param name="Error">What the reply says of it.</param>
internal sealed record ReplyFailure(string Type, WireError Error)
{
    public void Note(SpanData span, CallContent content) => content.Fail(Type, Error.Describe(null, content.CapturesContent), null, span.EndUnixNano);
}
