namespace MlflowAutolog.Tracing.Model;

/// <summary>Every name that MLflow gives to an attribute, a tag or a metadata key, once. Source: <c>mlflow/tracing/constant.py</c> of 3.17.2.</summary>
internal static class WireNames
{
    public const string TraceRequestId = "mlflow.traceRequestId";
    public const string SpanType = "mlflow.spanType";
    public const string SpanInputs = "mlflow.spanInputs";
    public const string SpanOutputs = "mlflow.spanOutputs";
    public const string SpanFunctionName = "mlflow.spanFunctionName";
    public const string SpanDescription = "mlflow.spanDescription";
    public const string SpanLogLevel = "mlflow.spanLogLevel";
    public const string ChatMessages = "mlflow.chat.messages";
    public const string ChatTools = "mlflow.chat.tools";
    public const string ChatTokenUsage = "mlflow.chat.tokenUsage";
    public const string Model = "mlflow.llm.model";
    public const string Provider = "mlflow.llm.provider";
    public const string Cost = "mlflow.llm.cost";
    public const string MessageFormat = "mlflow.message.format";
    public const string LinkedPrompts = "mlflow.linkedPrompts";
    public const string ChunkPrefix = "mlflow.chunk.item.";
    public const string ChunkValue = "mlflow.chunk.value";

    /// <summary>On the root span only: MLflow 3.17 and newer make it a tag of the trace.</summary>
    public const string TraceTagPrefix = "mlflow.traceTag.";
    public const string SessionAttribute = "session.id";
    public const string UserAttribute = "user.id";
    public const string ConversationAttribute = "gen_ai.conversation.id";

    public const string TraceName = "mlflow.traceName";
    public const string SpansLocation = "mlflow.trace.spansLocation";
    public const string ArtifactLocation = "mlflow.artifactLocation";
    public const string ArchiveLocation = "mlflow.trace.archiveLocation";
    public const string ArchivalFailure = "mlflow.trace.archivalFailure";
    public const string OtelTraceId = "otel.trace_id";

    public const string SchemaVersion = "mlflow.trace_schema.version";
    public const string Session = "mlflow.trace.session";
    public const string User = "mlflow.trace.user";
    public const string TraceInputs = "mlflow.traceInputs";
    public const string TraceOutputs = "mlflow.traceOutputs";
    public const string TokenUsage = "mlflow.trace.tokenUsage";
    public const string TraceCost = "mlflow.trace.cost";
    public const string SizeStats = "mlflow.trace.sizeStats";
    public const string ModelId = "mlflow.modelId";
    public const string SourceRun = "mlflow.sourceRun";
    public const string SourceName = "mlflow.source.name";
    public const string SourceType = "mlflow.source.type";
    public const string SystemUser = "mlflow.user";

    /// <summary>Metadata of an assessment.</summary>
    public const string AssessmentRunId = "mlflow.assessment.sourceRunId";
    public const string ExternalModel = "mlflow.model.isExternal";

    /// <summary>Tags of the versions of a prompt. Source: <c>mlflow/prompt/constants.py</c> of 3.17.2.</summary>
    public const string PromptText = "mlflow.prompt.text";
    public const string PromptMark = "mlflow.prompt.is_prompt";
    public const string PromptType = "_mlflow_prompt_type";
    public const string PromptResponseFormat = "_mlflow_prompt_response_format";
    public const string PromptModelConfig = "_mlflow_prompt_model_config";

    public const string ExceptionEvent = "exception";
    public const string ExceptionType = "exception.type";
    public const string ExceptionMessage = "exception.message";
    public const string ExceptionStackTrace = "exception.stacktrace";

    /// <summary>Ours: how many HTTP attempts one call took, when more than one.</summary>
    public const string HttpAttempts = "mlflow.http.attempts";
    public const string HttpAttemptEvent = "http.attempt";

    /// <summary>Ours: binary content beyond the limit was left out.</summary>
    public const string AttachmentTooLarge = "attachment.too_large";

    /// <summary>Ours: the reader left the stream before its end.</summary>
    public const string StreamAbandoned = "mlflow.stream.abandoned";

    /// <summary>Ours: items of a traced sequence that are not among its outputs, because the limit was reached.</summary>
    public const string ItemsLeftOut = "mlflow.stream.items_left_out";

    /// <summary>Ours: chunks of a stream that have no event, because the limit was reached.</summary>
    public const string ChunksLeftOut = "mlflow.stream.chunks_left_out";

    /// <summary>Ours: why a span has no content.</summary>
    public const string ContentDropped = "mlflow.content.dropped";
}
