using MlflowAutolog.Tracing.Attachments;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A redactor that leaves references to attachments alone: their ids are random digits, which may look like a card number, and a changed one leads nowhere.</summary>
internal sealed class KeepingReferences(ITextRedactor redactor) : ITextRedactor
{
    public bool HidesSpelling => redactor.HidesSpelling;

    public List<TextEdit>? Find(ReadOnlySpan<char> text, ReadOnlySpan<char> name) => IsReference(text) ? null : redactor.Find(text, name);

    public string? OfNumber(ReadOnlySpan<char> number, ReadOnlySpan<char> name) => redactor.OfNumber(number, name);

    public int SafeLength(ReadOnlySpan<char> text) => redactor.SafeLength(text);

    /// <summary>Its type was redacted when the content was taken out; that of a text which only looks like a reference was not.</summary>
    private bool IsReference(ReadOnlySpan<char> text)
        => AttachmentReference.IsWritten(text)
           && AttachmentReference.TryParse(text.ToString(), out var reference)
           && (MediaTypes.IsPlain(reference.ContentType) || redactor.Find(reference.ContentType, default) is null);
}
