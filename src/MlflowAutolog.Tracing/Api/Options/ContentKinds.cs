namespace MlflowAutolog;

/// <summary>The kinds of content a span may hold, for <see cref="MlflowOptions.SetContent"/>.</summary>
[Flags]
public enum ContentKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Inputs of all spans, and a request preview set by code.</summary>
    Inputs = 1,

    /// <summary>Outputs of all spans with the chunks of a stream, and a response preview set by code.</summary>
    Outputs = 2,

    /// <summary>What tools are called with: inputs of <c>TOOL</c> spans, tool calls in the messages of model spans.</summary>
    ToolArguments = 4,

    /// <summary>What tools return: outputs of <c>TOOL</c> spans, tool messages in the requests of model spans.</summary>
    ToolResults = 8,

    /// <summary>Messages of the roles <c>system</c> and <c>developer</c>, and <c>instructions</c> or <c>system</c> beside the messages.</summary>
    SystemPrompts = 16,

    /// <summary>The chunk events of streamed replies.</summary>
    StreamChunks = 32,

    /// <summary>Messages and stack traces of exceptions, and the status message; the exception's type stays.</summary>
    ExceptionMessages = 64,

    /// <summary>Attributes of spans and of their events, but for those that say no more than type, level, model, provider, usage and cost.</summary>
    Attributes = 128,

    /// <summary>All of them.</summary>
    All = Inputs | Outputs | ToolArguments | ToolResults | SystemPrompts | StreamChunks | ExceptionMessages | Attributes,
}
