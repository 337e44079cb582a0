namespace MlflowAutolog.Tracing.Attachments;

/// <summary>What of the options concerns binary content.</summary>
/// <param name="Extracts">Content that stands as base64 in a value is taken out. What the application gives as <see cref="TraceAttachment"/> is in any case.</param>
/// <param name="MaxBytes">Larger content is left out; 0 = no limit.</param>
internal readonly record struct AttachmentRule(bool Extracts, long MaxBytes)
{
    public static readonly AttachmentRule Default = new(true, 0);

    public bool Refuses(long size) => MaxBytes > 0 && size > MaxBytes;
}
