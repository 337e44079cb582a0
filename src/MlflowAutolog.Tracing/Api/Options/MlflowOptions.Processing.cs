using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog;

/// <content>What content is stored, and what is taken out of it before.</content>
public sealed partial class MlflowOptions
{
    /// <summary>
    /// Key of <see cref="ContentAction.Hash"/>: with it nobody who lacks it can guess a text from its hash. Never recorded or logged.
    /// </summary>
    /// <value>Default <see langword="null"/>: plain SHA-256.</value>
    public string? ContentHashKey { get; set; }

    /// <summary>Processors, redactors and rules, in the order they were given.</summary>
    internal ProcessingSettings Processing { get; set; } = new();

    /// <summary>
    /// Runs <paramref name="process"/> over each finished span in the background, once, before anything of it is written or sent; processors and <see cref="Redact"/> run in the order of
    /// registration, after <see cref="SetContent"/> and before <see cref="RedactPii"/>. When it throws, the content of that span is dropped and counted (<see cref="TracingStatistics.ContentDropped"/>).
    /// </summary>
    /// <returns>These options.</returns>
    public MlflowOptions AddProcessor(Action<SpanContent> process)
    {
        ArgumentNullException.ThrowIfNull(process);
        Processing.Steps.Add(new UserProcessor(process));
        return this;
    }

    /// <summary>
    /// Runs <paramref name="replace"/> over every text of spans and traces: what <see cref="SpanContent.ReplaceText"/> reaches, and tags, metadata with session and user, client request id and previews.
    /// </summary>
    /// <param name="replace">Given a text, returns what is stored in its place; pieces of a stream may be given to it once more. When it throws, the content is dropped and counted.</param>
    /// <returns>These options.</returns>
    public MlflowOptions Redact(Func<string, string> replace)
    {
        ArgumentNullException.ThrowIfNull(replace);
        Processing.Steps.Add(new TextStep(new FunctionRedactor(replace)));
        return this;
    }

    /// <summary>Takes personal data and secrets out of every text of spans and traces. <c>MLFLOW_AUTOLOG_REDACT_PII</c>. Runs last; calls add up.</summary>
    /// <returns>These options.</returns>
    public MlflowOptions RedactPii(PiiKinds kinds = PiiKinds.All)
    {
        Processing.Pii |= kinds & PiiKinds.All;
        return this;
    }

    /// <summary>
    /// Says what becomes of content of these kinds. <c>MLFLOW_AUTOLOG_HIDE_CONTENT</c> names kinds to drop, for example <c>inputs,tool_results</c>. A later call beats an earlier one;
    /// <see cref="SetContentOfTool"/> beats <see cref="SetContentOfRole"/>, which beats this.
    /// </summary>
    /// <returns>These options.</returns>
    public MlflowOptions SetContent(ContentKinds kinds, ContentAction action)
    {
        Processing.Rules.Set(kinds, action);
        return this;
    }

    /// <summary>Says what becomes of arguments and results of the tool of that name (case matters): in its <c>TOOL</c> spans, and in its calls and results in the messages of model spans.</summary>
    /// <returns>These options.</returns>
    public MlflowOptions SetContentOfTool(string tool, ContentAction action)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tool);
        Processing.Rules.SetTool(tool, action);
        return this;
    }

    /// <summary>Says what becomes of the texts of messages of a role, <c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c> (or another that your models use; case does not matter).</summary>
    /// <returns>These options.</returns>
    public MlflowOptions SetContentOfRole(string role, ContentAction action)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        Processing.Rules.SetRole(role, action);
        return this;
    }
}
