using System.Text;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.Wire.Forms;

/// <summary>Reads <c>multipart/form-data</c> (RFC 7578). Broken parts are left out, cut ones kept as far as they came; never throws.</summary>
internal sealed class MultipartForm
{
    private readonly byte[] _mark;
    private readonly CapturedBody _body;
    private readonly List<FormPart> _parts = [];

    private MultipartForm(CapturedBody body, string boundary)
    {
        _body = body;
        _mark = Encoding.UTF8.GetBytes("--" + boundary);
    }

    /// <summary>The parts in order; null when the type is another one or names no boundary.</summary>
    public static IReadOnlyList<FormPart>? Read(CapturedBody body, string? contentType)
    {
        if (contentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is not true) return null;
        if (HeaderParameters.Find(contentType, "boundary") is not { Length: > 0 } boundary) return null;
        var form = new MultipartForm(body, boundary);
        if (form.ReadParts(body.Head, FormDelimiter.Find(body.Head.Span, form._mark, 0)) is { } open) form.ReadOverHole(open);
        return form._parts;
    }

    /// <summary>Where the part begins that does not end in these bytes.</summary>
    private int? ReadParts(ReadOnlyMemory<byte> bytes, FormDelimiter? delimiter)
    {
        while (delimiter is { IsLast: false } opening)
        {
            delimiter = FormDelimiter.Find(bytes.Span, _mark, opening.After);
            if (delimiter is not { } closing) return opening.After;
            Add(bytes[opening.After..Math.Max(opening.After, closing.Start)], default, 0, isCut: false);
        }

        return null;
    }

    private void ReadOverHole(int from)
    {
        var tail = _body.Tail;
        var next = FormDelimiter.Find(tail.Span, _mark, 0);
        Add(_body.Head[from..], next is { } delimiter ? tail[..delimiter.Start] : tail, _body.LeftOut, isCut: next is null);
        if (ReadParts(tail, next) is { } open) Add(tail[open..], default, 0, isCut: true);
    }

    private void Add(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail, long leftOut, bool isCut)
    {
        if (PartHeaders.Read(head.Span, out var length) is not { Disposition: { } disposition } headers) return;
        if (FileNames.Plain(HeaderParameters.Find(disposition, "name")) is not { Length: > 0 } name) return;
        _parts.Add(new FormPart
        {
            Name = name,
            FileName = FileNames.Of(disposition),
            ContentType = headers.ContentType,
            Head = head[length..],
            Tail = tail,
            LeftOut = leftOut,
            IsCut = isCut,
        });
    }
}
