using System.IO.Compression;
using System.Text;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.Fuzzing;

/// <summary>An exchange as it might have come.</summary>
internal sealed record FuzzInput
{
    public required string Path { get; init; }

    public required byte[] Request { get; init; }

    public string? RequestType { get; init; }

    public required byte[] Reply { get; init; }

    public string? ReplyType { get; init; }

    public string? Encoding { get; init; }

    public int Status { get; init; }

    public ExchangeEnd End { get; init; }

    public int MaxBodyBytes { get; init; }

    public bool CapturesContent { get; init; }

    public bool CapturesVectors { get; init; }

    /// <summary>Bytes of the reply that came at a time.</summary>
    public int Pieces { get; init; }

    public int Size => Request.Length + Reply.Length;

    public CapturedExchange ToExchange()
    {
        var (reply, marks) = Arrive(Encoding == "gzip" ? Packed(Reply) : Reply);
        return new CapturedExchange
        {
            Url = new Uri("http://api.openai.com" + Path),
            Request = BodyBuffer.Collect(Request, MaxBodyBytes),
            RequestType = RequestType,
            Reply = reply,
            Head = ReplyHead.Of(this, Status, "Some reason", static (input, name) => name switch
            {
                "Content-Type" => input.ReplyType,
                "Content-Encoding" => input.Encoding,
                _ => null,
            }),
            End = End,
            Error = End is ExchangeEnd.Failed or ExchangeEnd.Cancelled ? new HttpRequestException("The connection was lost.") : null,
            Marks = marks,
            MaxBodyBytes = MaxBodyBytes,
            CapturesContent = CapturesContent,
            CapturesVectors = CapturesVectors,
        };
    }

    /// <summary>Everything that made it, to be read and to be repeated.</summary>
    public override string ToString() => new StringBuilder()
        .AppendLine($"path {Path}, status {Status}, end {End}, most bytes {MaxBodyBytes}, content {CapturesContent}, vectors {CapturesVectors}, pieces of {Pieces}, encoding {Encoding}")
        .AppendLine($"request ({RequestType}, {Request.Length} bytes): {System.Text.Encoding.UTF8.GetString(Request)}")
        .AppendLine($"reply ({ReplyType}, {Reply.Length} bytes): {System.Text.Encoding.UTF8.GetString(Reply)}")
        .AppendLine($"request in base64: {Convert.ToBase64String(Request)}")
        .AppendLine($"reply in base64: {Convert.ToBase64String(Reply)}")
        .ToString();

    private (CapturedBody Body, List<ReadMark> Marks) Arrive(byte[] bytes)
    {
        var buffer = new BodyBuffer(MaxBodyBytes);
        var marks = new List<ReadMark>();
        for (var at = 0; at < bytes.Length; at += Pieces)
        {
            buffer.Append(bytes.AsSpan(at, Math.Min(Pieces, bytes.Length - at)));
            if (marks.Count < 1_000) marks.Add(new ReadMark(buffer.Length, TimeSpan.FromMilliseconds(marks.Count)));
        }

        return (buffer.ToBody(), marks);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
