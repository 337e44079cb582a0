using MlflowAutolog.Tracing.Processing.Rules;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>What the options say about content.</summary>
internal sealed class ProcessingSettings
{
    /// <summary>Processors and redactors.</summary>
    public List<ISpanStep> Steps { get; init; } = [];

    public ContentRules Rules { get; init; } = new();

    public PiiKinds Pii { get; set; }

    public ProcessingSettings Copy() => new() { Steps = [.. Steps], Rules = Rules.Copy(), Pii = Pii };
}
