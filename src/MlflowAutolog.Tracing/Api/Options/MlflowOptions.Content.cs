namespace MlflowAutolog;

/// <content>What of the content is kept, and how.</content>
public sealed partial class MlflowOptions
{
    /// <summary>Whether images, audio and documents that stand in a value as base64 (data URIs, the vendors' content parts) are taken out of it and stored beside the trace. <c>MLFLOW_TRACE_EXTRACT_ATTACHMENTS</c>.</summary>
    /// <value>Default <see langword="true"/>. With <see langword="false"/> they stay in the value, within <see cref="MaxValueBytes"/>. A <see cref="TraceAttachment"/> is stored beside the trace in any case.</value>
    public bool? ExtractAttachments { get; set; }

    /// <summary>Bytes of one attachment. <c>MLFLOW_TRACE_MAX_ATTACHMENT_SIZE</c>.</summary>
    /// <value>0 to 2 GB; default 0: no limit. In place of a larger one stands a note, and the span has an event <c>attachment.too_large</c>; its status stays.</value>
    public long? MaxAttachmentBytes { get; set; }

    /// <summary>Whether vectors (embeddings, long lists of floating point numbers) are kept number by number. <c>MLFLOW_AUTOLOG_CAPTURE_VECTORS</c>.</summary>
    /// <value>Default <see langword="false"/>: a vector is kept as its number of dimensions, a list of vectors as count and dimensions.</value>
    public bool? CaptureVectors { get; set; }

    /// <summary>Bytes of one value (inputs, outputs, each attribute, each attribute of an event) as JSON. <c>MLFLOW_AUTOLOG_MAX_VALUE_BYTES</c>.</summary>
    /// <value>
    /// 1 kB to 2 GB, or 0 for no limit; default 1 MB. A larger value keeps its head and its tail: the middle of long texts and of long lists is left out, and a note in its place says how much.
    /// Attachments do not count.
    /// </value>
    public long? MaxValueBytes { get; set; }
}
