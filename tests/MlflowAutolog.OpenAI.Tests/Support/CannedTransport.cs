using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>A transport without HTTP, which does not even read the request.</summary>
internal sealed class CannedTransport(string reply, IReadOnlyDictionary<string, string>? headers = null) : PipelineTransport
{
    /// <summary>Whether its responses take another stream.</summary>
    public bool IsFrozen { get; init; }

    protected override PipelineMessage CreateMessageCore() => new CannedMessage(new CannedRequest());

    protected override void ProcessCore(PipelineMessage message)
        => ((CannedMessage)message).Answer(new CannedResponse(Encoding.UTF8.GetBytes(reply), new CannedResponseHeaders(headers ?? new Dictionary<string, string>()), IsFrozen));

    protected override ValueTask ProcessCoreAsync(PipelineMessage message)
    {
        ProcessCore(message);
        return default;
    }

    private sealed class CannedMessage(PipelineRequest request) : PipelineMessage(request)
    {
        public void Answer(PipelineResponse response) => Response = response;
    }

    private sealed class CannedRequest : PipelineRequest
    {
        protected override string MethodCore { get; set; } = "GET";

        protected override Uri? UriCore { get; set; }

        protected override PipelineRequestHeaders HeadersCore { get; } = new CannedRequestHeaders();

        protected override BinaryContent? ContentCore { get; set; }

        public override void Dispose()
        {
        }
    }

    private sealed class CannedRequestHeaders : PipelineRequestHeaders
    {
        private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

        public override void Add(string name, string value) => _headers[name] = value;

        public override void Set(string name, string value) => _headers[name] = value;

        public override bool Remove(string name) => _headers.Remove(name);

        public override bool TryGetValue(string name, out string? value) => _headers.TryGetValue(name, out value);

        public override bool TryGetValues(string name, out IEnumerable<string>? values)
        {
            values = _headers.TryGetValue(name, out var value) ? [value] : null;
            return values is not null;
        }

        public override IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _headers.GetEnumerator();
    }

    private sealed class CannedResponseHeaders(IReadOnlyDictionary<string, string> headers) : PipelineResponseHeaders
    {
        public override bool TryGetValue(string name, out string? value) => headers.TryGetValue(name, out value);

        public override bool TryGetValues(string name, out IEnumerable<string>? values)
        {
            values = headers.TryGetValue(name, out var value) ? [value] : null;
            return values is not null;
        }

        public override IEnumerator<KeyValuePair<string, string>> GetEnumerator() => headers.GetEnumerator();
    }

    private sealed class CannedResponse(byte[] body, PipelineResponseHeaders headers, bool isFrozen) : PipelineResponse
    {
        private Stream? _stream = new MemoryStream(body);

        public override int Status => 200;

        public override string ReasonPhrase => "OK";

        protected override PipelineResponseHeaders HeadersCore => headers;

        public override Stream? ContentStream
        {
            get => _stream;
            set => _stream = isFrozen ? throw new NotSupportedException("The stream stays.") : value;
        }

        public override BinaryData Content => BinaryData.FromBytes(body);

        public override BinaryData BufferContent(CancellationToken cancellationToken = default) => Content;

        public override ValueTask<BinaryData> BufferContentAsync(CancellationToken cancellationToken = default) => new(Content);

        public override void Dispose() => _stream?.Dispose();
    }
}
