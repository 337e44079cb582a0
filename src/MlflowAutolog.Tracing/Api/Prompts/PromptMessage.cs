namespace MlflowAutolog;

/// <summary>A message of a chat prompt.</summary>
/// <param name="Role">Who speaks, for example <c>system</c>.</param>
/// <param name="Content">The text, with variables in <c>{{ }}</c>; content of several parts is their JSON.</param>
public sealed record PromptMessage(string Role, string Content);
