using MlflowAutolog.Tracing.Attachments;

namespace MlflowAutolog;

/// <summary>Binary content of a trace: an image, audio, a document.</summary>
/// <remarks>
/// Give it as a value anywhere in inputs, outputs or attributes. The span then holds a reference, <c>mlflow-attachment://…</c>, and the content is uploaded beside the trace, once for each
/// content, where MLflow's UI shows it. Immutable, thread-safe.
/// </remarks>
public sealed class TraceAttachment
{
    /// <summary>Content in memory; it is copied.</summary>
    /// <param name="contentType">Its media type, for example <c>image/png</c>.</param>
    /// <param name="content">The bytes. An option limits them when they are recorded: <see cref="MlflowOptions.MaxAttachmentBytes"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is empty.</exception>
    public TraceAttachment(string contentType, ReadOnlyMemory<byte> content)
        : this(contentType, content.ToArray())
    {
    }

    private TraceAttachment(string contentType, byte[] content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        ContentType = contentType;
        Content = content;
        Placeholder = AttachmentReference.Scheme + Guid.NewGuid().ToString();
    }

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Stands for it in the JSON of a value until the trace is assembled.</summary>
    internal string Placeholder { get; }

    /// <summary>Content of a file, read now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contentType">Its media type; default: by the name's extension, <c>application/octet-stream</c> when that is not known.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public static TraceAttachment FromFile(string path, string? contentType = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new TraceAttachment(contentType ?? MediaTypes.OfFile(path), File.ReadAllBytes(path));
    }

    /// <summary>For content that belongs to nobody else.</summary>
    internal static TraceAttachment Owning(string contentType, byte[] content) => new(contentType, content);
}
