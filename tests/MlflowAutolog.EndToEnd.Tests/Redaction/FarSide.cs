using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.Redaction;

/// <summary>Every byte that left: sent, written or logged.</summary>
internal sealed class FarSide(IEnumerable<byte[]> parts)
{
    private readonly byte[] _all = [.. parts.SelectMany(part => (byte[])[.. part, 0])];

    public int Length => _all.Length;

    public static FarSide Of(FakeMlflowServer? server, string folder, TemporarySelfLog log) => new(
    [
        .. server?.Requests.SelectMany(request => (byte[][])[Bytes(request.Path), Bytes(string.Join('&', request.Query)), Bytes(string.Join('\n', request.Headers)), request.Body]) ?? [],
        // A writer holds its lock, which is empty, until the process ends.
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).SelectMany(path => (byte[][])[Bytes(path), path.EndsWith(".lock", StringComparison.Ordinal) ? [] : File.ReadAllBytes(path)]),
        .. log.Lines.Select(Bytes),
    ]);

    /// <summary>In any form that a writer may have given it.</summary>
    public bool Has(string text) => FormsOf(text).Any(form => _all.AsSpan().IndexOf(form) >= 0);

    private static IEnumerable<byte[]> FormsOf(string text)
    {
        var plain = Bytes(text);
        yield return plain;
        HashSet<string> written = [JsonEncodedText.Encode(text).ToString(), JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), Uri.EscapeDataString(text)];
        foreach (var form in written.Where(form => form != text)) yield return Bytes(form);
        for (var shift = 0; shift < 3; shift++)
        {
            // The characters at the ends also hold bits of the neighbours.
            var encoded = Convert.ToBase64String([.. new byte[shift], .. plain]).TrimEnd('=');
            yield return Bytes(encoded[(shift == 0 ? 0 : shift + 1)..^1]);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
