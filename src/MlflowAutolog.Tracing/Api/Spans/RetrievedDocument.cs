using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog;

/// <summary>A document that a <see cref="SpanType.Retriever"/> span found: set a list of them as its outputs, and MLflow draws them as documents.</summary>
/// <remarks>Source of the form: <c>mlflow/entities/document.py</c> of 3.17.2.</remarks>
/// <param name="PageContent">The text.</param>
/// <param name="Metadata">What is known of it; MLflow reads <c>doc_uri</c>, <c>chunk_id</c> and <c>score</c>.</param>
/// <param name="Id">Its id in the index.</param>
public sealed record RetrievedDocument(string PageContent, IReadOnlyDictionary<string, object?>? Metadata = null, string? Id = null) : INamedValues
{
    private static readonly Dictionary<string, object?> Nothing = [];

    IEnumerable<KeyValuePair<string, object?>> INamedValues.Values => [new("page_content", PageContent), new("metadata", Metadata ?? Nothing), new("id", Id)];
}
