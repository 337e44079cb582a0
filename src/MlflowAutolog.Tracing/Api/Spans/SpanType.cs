namespace MlflowAutolog;

/// <summary>The span types that MLflow knows by name; any other text is a type of your own (at most 500 characters).</summary>
/// <remarks>Source: <c>mlflow.entities.SpanType</c> of MLflow 3.17.2. Plain strings, so that they fit attributes and MLflow's free text alike.</remarks>
public static class SpanType
{
    /// <summary>A text completion model.</summary>
    public const string Llm = "LLM";

    /// <summary>A sequence of steps.</summary>
    public const string Chain = "CHAIN";

    /// <summary>An agent's run.</summary>
    public const string Agent = "AGENT";

    /// <summary>A tool or function that a model asked for.</summary>
    public const string Tool = "TOOL";

    /// <summary>A chat model.</summary>
    public const string ChatModel = "CHAT_MODEL";

    /// <summary>A search that returns documents.</summary>
    public const string Retriever = "RETRIEVER";

    /// <summary>A parser of model output.</summary>
    public const string Parser = "PARSER";

    /// <summary>An embedding model.</summary>
    public const string Embedding = "EMBEDDING";

    /// <summary>A reranker of documents.</summary>
    public const string Reranker = "RERANKER";

    /// <summary>A read from or write to an agent's memory.</summary>
    public const string Memory = "MEMORY";

    /// <summary>Anything else; the default.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>A workflow.</summary>
    public const string Workflow = "WORKFLOW";

    /// <summary>A task of a workflow.</summary>
    public const string Task = "TASK";

    /// <summary>A guardrail.</summary>
    public const string Guardrail = "GUARDRAIL";

    /// <summary>An evaluator.</summary>
    public const string Evaluator = "EVALUATOR";
}
