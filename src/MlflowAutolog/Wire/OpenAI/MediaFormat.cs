using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>What the APIs for pictures and sound have in common: requests may be forms, and replies may be the content itself.</summary>
internal abstract class MediaFormat : OpenAIFormat, IWireFormat
{
    public override string SpanType => MlflowAutolog.SpanType.Tool;

    public virtual bool KeepsMedia => false;

    public virtual bool IsScalarField(string name) => name is "stream" or "n" or "temperature";

    public virtual bool TryMapRaw(CapturedBody reply, string? contentType, CallContent span) => false;

    /// <summary>A text of the request, where it was recorded.</summary>
    protected static string? Requested(CallContent span, string name) => span.Find(name) is { Kind: AttributeKind.Text } value ? value.Text : null;
}
