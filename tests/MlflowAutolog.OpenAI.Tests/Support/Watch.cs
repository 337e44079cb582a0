using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Model;
using OpenAI;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>A tracer that records what the tap, the policy or both of them see.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly RecordingTracer _recording;
    private readonly Seen _seen;
    private readonly IDisposable? _tap;

    public Watch(Seen seen, Action<MlflowOptions>? configure = null)
    {
        _seen = seen;
        _recording = new RecordingTracer(configure);
        if (seen is Seen.ByTap or Seen.ByBoth) _tap = new HttpIntegration().Install(Tracer);
    }

    public MlflowTracer Tracer => _recording.Tracer;

    public IReadOnlyList<SpanData> Spans => _recording.Spans;

    public IReadOnlyList<TraceData> Traces => _recording.Traces;

    /// <summary>Whether what the test does makes the hooks report something.</summary>
    public bool Reports { get; init; }

    /// <inheritdoc cref="RecordingTracer.SpansAsync" />
    public Task<IReadOnlyList<SpanData>> SpansAsync(int traces = 1) => _recording.SpansAsync(traces);

    public async Task<SpanData> SpanAsync() => (await SpansAsync()).ShouldHaveSingleItem();

    public ChatClient Chat(Uri server, int retries = 0, TimeSpan? timeout = null, Action<OpenAIClientOptions>? configure = null)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(server, "/v1"), RetryPolicy = new Impatient(retries), NetworkTimeout = timeout };
        configure?.Invoke(options);
        PlacePolicy(options);
        return new ChatClient("m", new ApiKeyCredential("sk-test-key-0123456789abcdef"), options);
    }

    /// <summary>Only where it is the policy's turn to see.</summary>
    public void PlacePolicy(ClientPipelineOptions options)
    {
        if (_seen is Seen.ByPolicy or Seen.ByBoth) options.UseMlflowTracing(Tracer);
    }

    public async ValueTask DisposeAsync()
    {
        _tap?.Dispose();
        await _recording.DisposeAsync();
        // What the hooks report about themselves is a failure of the test that caused it.
        if (!Reports) _recording.Log.Lines.ShouldBeEmpty();
    }
}
