using MlflowAutolog.Tracing.Rest.Models;

namespace MlflowAutolog.Tracing.Rest.Prompts;

/// <summary>Links prompts to the logged model that uses them, each once, in the background: an application that has its prompt does not wait for bookkeeping. Thread-safe.</summary>
internal sealed class PromptModelLinks(LoggedModels models)
{
    private readonly HashSet<(string Model, string Prompt, int Version)> _done = [];

    // A link is read and written in two steps: one after the other.
    private Task _last = Task.CompletedTask;

    /// <returns>Ends when the link is there or has failed; never throws.</returns>
    public Task LinkAsync(string modelId, PromptVersion prompt)
    {
        lock (_done)
        {
            if (_done.Add((modelId, prompt.Name, prompt.Version))) _last = LinkAfterAsync(_last, modelId, prompt);
            return _last;
        }
    }

    private async Task LinkAfterAsync(Task before, string modelId, PromptVersion prompt)
    {
        await before.ConfigureAwait(false);
        try
        {
            await models.LinkPromptAsync(modelId, prompt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The prompt itself is loaded; the next load tries the link again.
            lock (_done) _done.Remove((modelId, prompt.Name, prompt.Version));
            SelfLog.Report("prompts", $"Prompt '{prompt.Name}' version {prompt.Version} could not be linked to model {modelId}: {failure.Message}");
        }
    }
}
