using System.ClientModel;
using System.ClientModel.Primitives;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>What one call is given that it may dispose of, and how its caller means to go on.</summary>
/// <param name="member">What is called.</param>
/// <param name="reads">How much of the reply the caller takes.</param>
internal sealed class Given(Member member, Reads reads) : IDisposable
{
    // The same in each round: the SDK sends whole paths.
    private static readonly DirectoryInfo Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "given-files"));
    private static readonly Lock Writing = new();

    private readonly List<Func<string>> _kept = [];
    private readonly CancellationTokenSource _cancellation = new();

    public Member Member => member;

    public Reads Reads => reads;

    public CancellationToken Token => _cancellation.Token;

    /// <summary>What became of what was given.</summary>
    public string Left => string.Join("; ", _kept.Select(say => say()));

    public void Cancel() => _cancellation.Cancel();

    public RequestOptions Options() => new() { CancellationToken = Token, BufferResponse = reads == Reads.All || member.IsSequence };

    public Stream Stream()
    {
        var stream = new Watched();
        _kept.Add(() => $"stream disposed {stream.Disposals} times, at {stream.At}");
        return stream;
    }

    public BinaryContent Content(string text)
    {
        var content = new WatchedContent(text);
        _kept.Add(() => $"content disposed {content.Disposals} times");
        return content;
    }

    public string File(string name)
    {
        var path = Path.Combine(Folder.FullName, name);
        lock (Writing)
        {
            if (!System.IO.File.Exists(path)) System.IO.File.WriteAllBytes(path, Watched.Bytes);
        }

        return path;
    }

    public void Dispose() => _cancellation.Dispose();

    private sealed class Watched() : MemoryStream(Bytes)
    {
        public static readonly byte[] Bytes = [0x89, .. "PNG, or as good as one"u8];

        public int Disposals { get; private set; }

        public string At => CanRead ? $"{Position}" : "its end";

        protected override void Dispose(bool disposing)
        {
            Disposals++;
            base.Dispose(disposing);
        }
    }

    private sealed class WatchedContent(string text) : BinaryContent
    {
        private readonly BinaryContent _inner = Create(BinaryData.FromString(text));

        public int Disposals { get; private set; }

        public override bool TryComputeLength(out long length) => _inner.TryComputeLength(out length);

        public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) => _inner.WriteTo(stream, cancellationToken);

        public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) => _inner.WriteToAsync(stream, cancellationToken);

        public override void Dispose()
        {
            Disposals++;
            _inner.Dispose();
        }
    }
}
