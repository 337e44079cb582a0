using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Tracing.Rest.Traces;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Links delivered traces to the prompts that were loaded in them, from what their spans say.</summary>
internal sealed class PromptLinker(MlflowRestClient rest)
{
    /// <summary>Never throws but when cancelled: the trace is stored, and its spans name the prompts.</summary>
    public async Task LinkAsync(TraceData trace, ServerVersion server, CancellationToken cancellationToken)
    {
        if (!server.LinksPrompts || Of(trace) is not { } prompts) return;
        try
        {
            using var reply = await rest.SendAsync(PromptLink.Call(trace.Id, prompts), cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException failure)
        {
            SelfLog.Report("prompts", $"Trace {trace.Id} could not be linked to its prompts: {failure.Message}");
        }
    }

    private static LinkedPrompts? Of(TraceData trace)
    {
        LinkedPrompts? all = null;
        foreach (var span in trace.Spans)
        {
            if (LinkedPrompts.Of(span) is { All.Count: > 0 } found) (all ??= new LinkedPrompts()).Add(found);
        }

        return all;
    }
}
