using MlflowAutolog.Tracing.Rest.Prompts;

namespace MlflowAutolog;

/// <summary>A version of a prompt in MLflow's registry. Immutable.</summary>
/// <remarks>Variables stand in <c>{{ }}</c>. Templates with Jinja statements (<c>{% %}</c>) are MLflow Python's; their variables are filled in, their statements stay.</remarks>
public sealed record PromptVersion
{
    /// <summary>The prompt's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The text; <see langword="null"/> for a chat prompt.</summary>
    public string? Template { get; init; }

    /// <summary>The messages of a chat prompt; empty for a text.</summary>
    public IReadOnlyList<PromptMessage> Messages { get; init; } = [];

    /// <summary>Tags of the version.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The text with its variables filled in.</summary>
    /// <param name="variables">Values by name: text as it is, anything else as the invariant culture writes it. What the template does not name is left out.</param>
    /// <exception cref="MlflowException">It is a chat prompt, or a variable has no value.</exception>
    public string Format(params (string Name, object? Value)[] variables)
        => Template is { } template
            ? PromptTemplate.Fill(Name, template, variables)
            : throw new MlflowException($"Prompt '{Name}' version {Version} is a chat prompt: use FormatMessages.");

    /// <summary>The messages with their variables filled in.</summary>
    /// <inheritdoc cref="Format" path="/param" />
    /// <exception cref="MlflowException">It is a text prompt, or a variable has no value.</exception>
    public IReadOnlyList<PromptMessage> FormatMessages(params (string Name, object? Value)[] variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (Template is not null) throw new MlflowException($"Prompt '{Name}' version {Version} is a text prompt: use Format.");
        var filled = new PromptMessage[Messages.Count];
        for (var i = 0; i < filled.Length; i++) filled[i] = Messages[i] with { Content = PromptTemplate.Fill(Name, Messages[i].Content, variables) };
        return filled;
    }
}
