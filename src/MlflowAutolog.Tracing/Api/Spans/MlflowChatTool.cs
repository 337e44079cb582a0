using System.Text.Json;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog;

/// <summary>A function that a model may ask for.</summary>
/// <remarks>Source of the form: <c>mlflow/types/chat.py</c> of 3.17.2, which is that of OpenAI's chat API. Not named <c>ChatTool</c>: that is a class of OpenAI's SDK, beside which it is used.</remarks>
/// <param name="Name">The function's name.</param>
/// <param name="Description">What it does, as the model is told.</param>
/// <param name="Parameters">JSON schema of its arguments, type <c>object</c>.</param>
/// <param name="Strict">Whether the model must keep to the schema.</param>
public sealed record MlflowChatTool(string Name, string? Description = null, JsonElement? Parameters = null, bool? Strict = null) : INamedValues
{
    IEnumerable<KeyValuePair<string, object?>> INamedValues.Values => [new("type", "function"), new("function", new Dictionary<string, object?>(Function()))];

    private IEnumerable<KeyValuePair<string, object?>> Function()
    {
        yield return new("name", Name);
        if (Description is not null) yield return new("description", Description);
        if (Parameters is { ValueKind: not JsonValueKind.Undefined } schema) yield return new("parameters", schema);
        if (Strict is not null) yield return new("strict", Strict);
    }
}
