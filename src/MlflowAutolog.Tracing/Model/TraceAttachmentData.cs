namespace MlflowAutolog.Tracing.Model;

/// <summary>Binary content of a trace, kept beside its spans.</summary>
/// <param name="Id">A UUID, made of trace and content: the same content of a trace has one id, whatever process finds it.</param>
/// <param name="ContentType">The first it was given; each reference names its own.</param>
/// <param name="Content">Nobody changes it any more.</param>
internal sealed record TraceAttachmentData(string Id, string ContentType, ReadOnlyMemory<byte> Content);
