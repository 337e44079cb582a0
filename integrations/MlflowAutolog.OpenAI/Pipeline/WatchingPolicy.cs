using System.ClientModel.Primitives;
using MlflowAutolog.Tracing.Diagnostics;

namespace MlflowAutolog.OpenAI.Pipeline;

/// <summary>A policy that looks on: what is below it runs as it would without it, and what goes wrong in the looking stops here.</summary>
internal abstract class WatchingPolicy : PipelinePolicy
{
    private const string Kind = "pipeline";

    public sealed override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        if (Find(message) is not { } call)
        {
            ProcessNext(message, pipeline, currentIndex);
            return;
        }

        Enter(call, message);
        try
        {
            ProcessNext(message, pipeline, currentIndex);
        }
        catch (Exception failure)
        {
            Leave(call, message, failure);
            throw;
        }

        Leave(call, message, null);
    }

    public sealed override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        => Find(message) is { } call ? WatchAsync(call, message, pipeline, currentIndex) : ProcessNextAsync(message, pipeline, currentIndex);

    /// <summary>The call to look at; <see langword="null"/> = none. Must leave the caller's flow as it is.</summary>
    protected abstract PipelineCall? CallOf(PipelineMessage message);

    /// <summary>Before what is below.</summary>
    protected virtual void OnEnter(PipelineCall call, PipelineMessage message)
    {
    }

    /// <summary>After what is below, with what it threw.</summary>
    protected abstract void OnLeave(PipelineCall call, PipelineMessage message, Exception? failure);

    // What is entered is on this method's flow, so that it is gone when the method returns.
    private async ValueTask WatchAsync(PipelineCall call, PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Enter(call, message);
        try
        {
            await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Leave(call, message, failure);
            throw;
        }

        Leave(call, message, null);
    }

    private PipelineCall? Find(PipelineMessage message)
        => Guarded.Run(Kind, (Policy: this, message), static watch => watch.Policy.CallOf(watch.message), otherwise: null);

    private void Enter(PipelineCall call, PipelineMessage message)
        => Guarded.Run(Kind, (Policy: this, call, message), static watch => watch.Policy.OnEnter(watch.call, watch.message));

    private void Leave(PipelineCall call, PipelineMessage message, Exception? failure)
        => Guarded.Run(Kind, (Policy: this, call, message, failure), static watch => watch.Policy.OnLeave(watch.call, watch.message, watch.failure));
}
