using System.Net;
using System.Text;

namespace MlflowAutolog.Tests.Support;

/// <summary>A content of the application's own: it writes its bytes whenever asked, and no base type of .NET's knows them.</summary>
internal sealed class JsonLikeContent : HttpContent
{
    private readonly byte[] _bytes;

    public JsonLikeContent(string body)
    {
        _bytes = Encoding.UTF8.GetBytes(body);
        Headers.ContentType = new("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_bytes).AsTask();

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) => stream.Write(_bytes);

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
