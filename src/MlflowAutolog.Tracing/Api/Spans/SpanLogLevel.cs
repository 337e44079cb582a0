namespace MlflowAutolog;

/// <summary>How much a span matters to a reader; the numbers are MLflow's (attribute <c>mlflow.spanLogLevel</c>).</summary>
/// <remarks>Unless set, a span of type LLM, CHAT_MODEL, TOOL, RETRIEVER, AGENT or EMBEDDING is <see cref="Info"/>, any other <see cref="Debug"/>, and one with an exception <see cref="Error"/>.</remarks>
public enum SpanLogLevel
{
    /// <summary>Not set: the span's type decides.</summary>
    Unset = 0,

    /// <summary>Plumbing.</summary>
    Debug = 10,

    /// <summary>A step of interest.</summary>
    Info = 20,

    /// <summary>Something to look at.</summary>
    Warning = 30,

    /// <summary>A failure.</summary>
    Error = 40,

    /// <summary>A failure that stops the application.</summary>
    Critical = 50,
}
