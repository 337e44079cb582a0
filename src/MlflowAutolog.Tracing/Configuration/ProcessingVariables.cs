using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Configuration;

/// <summary>What the environment says about content. It hides more than code does, never less.</summary>
internal static class ProcessingVariables
{
    private static readonly (string Name, ContentKinds Kind)[] Kinds =
    [
        ("inputs", ContentKinds.Inputs), ("outputs", ContentKinds.Outputs), ("tool_arguments", ContentKinds.ToolArguments), ("tool_results", ContentKinds.ToolResults),
        ("system_prompts", ContentKinds.SystemPrompts), ("stream_chunks", ContentKinds.StreamChunks), ("exception_messages", ContentKinds.ExceptionMessages),
        ("attributes", ContentKinds.Attributes), ("all", ContentKinds.All),
    ];

    /// <exception cref="MlflowException">A variable is wrong; the message names it, the value, and what would be right.</exception>
    public static ProcessingSettings Resolve(MlflowOptions code)
    {
        var settings = code.Processing.Copy();
        if (new Setting(nameof(code.RedactPii), EnvironmentNames.RedactPii, code.Environment).Flag(null, false)) settings.Pii = PiiKinds.All;
        var hidden = Hidden(new Setting(nameof(code.SetContent), EnvironmentNames.HideContent, code.Environment));
        if (hidden != ContentKinds.None) settings.Rules.Set(hidden, ContentAction.Drop);
        return settings;
    }

    private static ContentKinds Hidden(Setting setting)
    {
        var hidden = ContentKinds.None;
        foreach (var name in (setting.Text(null) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var kind = Array.Find(Kinds, kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase)).Kind;
            if (kind == ContentKinds.None) throw setting.Wrong(name, $"a list of {string.Join(", ", Kinds.Select(kind => kind.Name))}");
            hidden |= kind;
        }

        return hidden;
    }
}
