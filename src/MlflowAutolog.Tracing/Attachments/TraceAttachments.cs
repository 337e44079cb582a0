using System.Diagnostics;
using System.Security.Cryptography;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>The binary content of one trace, each once however often and wherever it stands.</summary>
internal sealed class TraceAttachments(ActivityTraceId traceId)
{
    private readonly Dictionary<string, TraceAttachmentData> _byId = [];

    public IReadOnlyList<TraceAttachmentData> All => [.. _byId.Values];

    /// <returns>The reference to put in its place.</returns>
    public string Add(string contentType, ReadOnlyMemory<byte> content)
    {
        var id = IdOf(content.Span);
        _byId.TryAdd(id, new TraceAttachmentData(id, contentType, content));
        return AttachmentReference.Write("tr-" + traceId.ToHexString(), id, contentType, content.Length);
    }

    /// <summary>By trace and content, so that a span that ends late, or a process that sends it again, refers to what is there. The trace in it: equal content of two traces is nobody's business.</summary>
    private string IdOf(ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        traceId.CopyTo(bytes[..16]);
        hash.AppendData(bytes[..16]);
        hash.AppendData(content);
        hash.GetHashAndReset(bytes);
        // Version 8, "custom", of RFC 9562: MLflow takes nothing for an id but a UUID.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true).ToString("D");
    }
}
