using MlflowAutolog.Tracing.Attachments;

namespace MlflowAutolog.Wire.Forms;

/// <summary>A field or a file of a form, as far as it was kept.</summary>
internal sealed record FormPart
{
    public required string Name { get; init; }

    /// <summary>Null for a field.</summary>
    public string? FileName { get; init; }

    /// <summary>As sent, parameters included.</summary>
    public string? ContentType { get; init; }

    /// <summary>All of it, or what comes before the hole.</summary>
    public required ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>What comes after the hole.</summary>
    public ReadOnlyMemory<byte> Tail { get; init; }

    /// <summary>Bytes in the hole.</summary>
    public long LeftOut { get; init; }

    /// <summary>Whether the body ended within it.</summary>
    public bool IsCut { get; init; }

    public long Length => Head.Length + LeftOut + Tail.Length;

    /// <summary>A part without a file's name is one if it says that it is no text.</summary>
    public bool IsFile => FileName is not null || (ContentType is { } type && !BodyText.IsText(type));

    /// <summary>The media type alone; by the file's name where the client did not trouble to say.</summary>
    public string MediaType
    {
        get
        {
            var type = MediaTypes.WithoutParameters(ContentType ?? MediaTypes.Unknown).Trim();
            if (!MediaTypes.IsPlain(type)) type = MediaTypes.Unknown;
            return type == MediaTypes.Unknown && FileName is { } name ? MediaTypes.OfFile(name) : type;
        }
    }
}
