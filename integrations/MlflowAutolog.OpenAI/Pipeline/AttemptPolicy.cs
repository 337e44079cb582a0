using System.ClientModel.Primitives;

namespace MlflowAutolog.OpenAI.Pipeline;

/// <summary>Sees each sending of a call, as near to the wire as a policy can be: the body as it goes out, and the failures that the SDK repeats.</summary>
internal sealed class AttemptPolicy : WatchingPolicy
{
    public static AttemptPolicy Instance { get; } = new();

    protected override PipelineCall? CallOf(PipelineMessage message) => PipelineCall.Of(message);

    protected override void OnEnter(PipelineCall call, PipelineMessage message) => call.Sending(message);

    protected override void OnLeave(PipelineCall call, PipelineMessage message, Exception? failure) => call.Sent(message, failure);
}
