using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording.Sampling;

/// <summary>A wire call whose content is read in the background.</summary>
internal sealed class ScriptedCall(string key, WireOutcome outcome) : IDeferredContent
{
    public int Size => 100;

    public string? CallKey => key;

    public WireOutcome Outcome => outcome;

    /// <summary>The reply has to be read to know.</summary>
    public bool MayHaveFailed { get; init; } = outcome != WireOutcome.Answered;

    /// <summary>What reading it finds.</summary>
    public bool Fails { get; init; } = outcome != WireOutcome.Answered;

    public SpanData? Apply(SpanData span) => span with
    {
        Call = new WireCall(key, outcome),
        Status = Fails ? SpanStatusCode.Error : SpanStatusCode.Ok,
        StatusMessage = Fails ? outcome.ToString() : null,
    };

    public static MlflowSpan Start(MlflowTracer tracer, MlflowSpan? parent, ScriptedCall call, string name = "call")
    {
        var span = tracer.StartDetachedSpan(name, SpanType.ChatModel, parent);
        span.Deferred = call;
        return span;
    }
}
