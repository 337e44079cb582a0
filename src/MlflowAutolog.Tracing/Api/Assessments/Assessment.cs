namespace MlflowAutolog;

/// <summary>What somebody or something says of a trace, or of one span of it: a <see cref="Feedback"/>, an <see cref="Expectation"/> or an <see cref="IssueReference"/>.</summary>
/// <remarks>Immutable. Source: <c>mlflow.entities.Assessment</c> of MLflow 3.17.2.</remarks>
public abstract record Assessment
{
    private protected Assessment()
    {
    }

    /// <summary>The id, <c>a-</c> and 32 hex digits; given when it is logged, <see langword="null"/> before. What is set here by hand is left out.</summary>
    public string? AssessmentId { get; init; }

    /// <summary>The trace it belongs to; set when it is logged.</summary>
    public string? TraceId { get; init; }

    /// <summary>The span it is about, 16 hex digits; <see langword="null"/> when it is about the trace.</summary>
    public string? SpanId { get; init; }

    /// <summary>The run of MLflow that made it. Kept as metadata <c>mlflow.assessment.sourceRunId</c>.</summary>
    public string? RunId { get; init; }

    /// <summary>What is assessed, for example <c>helpful</c>: a column in MLflow's list of traces. At most 250 characters; longer ones are cut. Not empty.</summary>
    public required string Name { get; init; }

    /// <summary>Who said it. Default: code for a feedback, a human for an expectation, a judge for an issue.</summary>
    public AssessmentSource? Source { get; init; }

    /// <summary>Why, in words. MLflow keeps none for an expectation that is updated.</summary>
    public string? Rationale { get; init; }

    /// <summary>Further facts, all text.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made; default: when it is logged. To the millisecond.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last; default: when it is logged. To the millisecond.</summary>
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Id of the feedback that this one replaces; that one is no longer valid then.</summary>
    public string? Overrides { get; init; }

    /// <summary>False once another one overrides it. MLflow decides; what is set here by hand is left out.</summary>
    public bool? Valid { get; init; }
}
