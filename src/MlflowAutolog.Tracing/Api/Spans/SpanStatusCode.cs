namespace MlflowAutolog;

/// <summary>The outcome of a span. A span that ends <see cref="Unset"/> is stored as <see cref="Ok"/>, as in MLflow Python.</summary>
public enum SpanStatusCode
{
    /// <summary>Not decided yet.</summary>
    Unset = 0,

    /// <summary>The work succeeded.</summary>
    Ok = 1,

    /// <summary>The work failed.</summary>
    Error = 2,
}
