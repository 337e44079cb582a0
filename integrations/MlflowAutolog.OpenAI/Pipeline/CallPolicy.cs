using System.ClientModel.Primitives;

namespace MlflowAutolog.OpenAI.Pipeline;

/// <summary>Sees each call of a client once, above the SDK's retries: from here to the end of its reply is the span.</summary>
internal sealed class CallPolicy : WatchingPolicy
{
    /// <summary><see langword="null"/> = the process's.</summary>
    public MlflowTracer? Tracer { get; set; }

    /// <summary><see langword="null"/> = whom the host tells.</summary>
    public string? Provider { get; set; }

    protected override PipelineCall? CallOf(PipelineMessage message) => PipelineCall.Begin(message, Tracer, Provider);

    protected override void OnLeave(PipelineCall call, PipelineMessage message, Exception? failure)
    {
        if (failure is null) call.Answered(message);
        else call.Failed(failure);
    }
}
