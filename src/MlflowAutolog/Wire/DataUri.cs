using System.Buffers.Text;
using System.Text;

namespace MlflowAutolog.Wire;

/// <summary>Binary content within JSON, in the form in which the core takes it out again, by its own options, and stores it beside the trace.</summary>
internal static class DataUri
{
    public static byte[] Of(string contentType, ReadOnlySpan<byte> content)
    {
        var uri = Begin(contentType, Base64.GetMaxEncodedToUtf8Length(content.Length), out var at);
        Base64.EncodeToUtf8(content, uri.AsSpan(at), out _, out _);
        return uri;
    }

    public static byte[] OfBase64(string contentType, ReadOnlySpan<byte> base64)
    {
        var uri = Begin(contentType, base64.Length, out var at);
        base64.CopyTo(uri.AsSpan(at));
        return uri;
    }

    private static byte[] Begin(string contentType, int length, out int at)
    {
        var prefix = $"data:{contentType};base64,";
        at = Encoding.UTF8.GetByteCount(prefix);
        var uri = new byte[at + length];
        Encoding.UTF8.GetBytes(prefix, uri);
        return uri;
    }
}
