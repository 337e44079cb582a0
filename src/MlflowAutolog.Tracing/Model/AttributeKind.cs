namespace MlflowAutolog.Tracing.Model;

/// <summary>Which field of an <see cref="AttributeValue"/> holds the value.</summary>
internal enum AttributeKind : byte
{
    /// <summary>JSON null.</summary>
    Null,
    Text,
    Integer,
    Number,
    Flag,
    Json,
}
