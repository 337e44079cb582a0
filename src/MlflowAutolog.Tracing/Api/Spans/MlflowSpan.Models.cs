using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog;

/// <content>What a model call has that other spans have not.</content>
public sealed partial class MlflowSpan
{
    /// <summary>Sets the tokens of this span's own model call: attribute <c>mlflow.chat.tokenUsage</c>. MLflow sums them over the trace and prices them by the model.</summary>
    /// <remarks>A span's tokens stand for everything beneath it; do not set those of the calls beneath once more.</remarks>
    /// <returns>This span.</returns>
    public MlflowSpan SetTokenUsage(TokenUsage usage)
    {
        var written = new SpanUsage(usage.InputTokens, usage.OutputTokens, usage.TotalTokens) { CacheRead = usage.CacheReadInputTokens, CacheCreation = usage.CacheCreationInputTokens };
        ContentFor("token usage")?.SetAttribute(WireNames.ChatTokenUsage, AttributeValue.OfJson(written.ToJson()));
        return this;
    }

    /// <summary>Sets the model that answered: attributes <c>mlflow.llm.model</c> and <c>mlflow.llm.provider</c>. Empty ones are left out.</summary>
    /// <param name="model">As the provider names it, for example <c>gpt-4o-mini</c>.</param>
    /// <param name="provider">Who runs it, for example <c>openai</c>.</param>
    /// <returns>This span.</returns>
    public MlflowSpan SetModel(string model, string? provider = null)
    {
        if (!string.IsNullOrEmpty(model)) ContentFor("model")?.SetAttribute(WireNames.Model, AttributeValue.Of(model));
        if (!string.IsNullOrEmpty(provider)) ContentFor("model")?.SetAttribute(WireNames.Provider, AttributeValue.Of(provider));
        return this;
    }

    /// <summary>Sets the tools that the model may call: attribute <c>mlflow.chat.tools</c>. They are content, and left out where content is.</summary>
    /// <returns>This span.</returns>
    public MlflowSpan SetChatTools(IEnumerable<MlflowChatTool> tools)
    {
        if (tools is null || ContentFor("tools") is not { CapturesContent: true } content) return this;
        Guarded.Run("tools", (content, tools), static set => set.content.SetAttribute(
            WireNames.ChatTools, JsonValue.AttributeFrom(set.tools.Where(tool => tool is not null).ToArray())));
        return this;
    }
}
