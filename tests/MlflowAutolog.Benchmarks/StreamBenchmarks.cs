using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks;

/// <summary>An answer of 200 chunks, read to its end, through the real SDK and HTTP stack.</summary>
public class StreamBenchmarks
{
    private readonly List<ChatMessage> _messages = Conversation.Messages(2, 40);
    private IChatClient _client = null!;
    private IDisposable? _tracing;

    [GlobalSetup(Target = nameof(Bare))]
    public void SetUpBare() => _client = Conversation.Client(Conversation.Stream(200));

    [GlobalSetup(Target = nameof(OursSwitchedOff))]
    public void SetUpOff()
    {
        var ours = new Ours(assembles: false);
        ours.Tracer.Disable();
        _tracing = ours;
        SetUpBare();
    }

    [GlobalSetup(Target = nameof(OursOnTheCaller))]
    public void SetUpOurs()
    {
        _tracing = new Ours(assembles: false);
        SetUpBare();
    }

    [GlobalSetup(Target = nameof(PolicyOnTheCaller))]
    public void SetUpPolicy()
    {
        var ours = new Ours(assembles: false, taps: false);
        _tracing = ours;
        _client = Conversation.Client(Conversation.Stream(200), ours.Tracer);
    }

    [GlobalSetup(Target = nameof(OursWithTheBackground))]
    public void SetUpWhole()
    {
        _tracing = new Ours(assembles: true);
        SetUpBare();
    }

    [GlobalSetup(Target = nameof(OpenTelemetryClient))]
    public void SetUpRival()
    {
        SetUpBare();
        var rival = new Rival(_client, new HeldActivities());
        (_client, _tracing) = (rival.Client, rival);
    }

    [GlobalSetup(Target = nameof(OpenTelemetryClientUnheard))]
    public void SetUpUnheard()
    {
        SetUpBare();
        _client = _client.AsBuilder().UseOpenTelemetry(sourceName: "nobody listens").Build();
    }

    [GlobalCleanup]
    public void Stop() => _tracing?.Dispose();

    [Benchmark(Baseline = true)]
    public Task<int> Bare() => ReadAsync();

    [Benchmark]
    public Task<int> OursSwitchedOff() => ReadAsync();

    [Benchmark]
    public Task<int> OursOnTheCaller() => ReadAsync();

    [Benchmark]
    public Task<int> PolicyOnTheCaller() => ReadAsync();

    [Benchmark]
    public Task<int> OursWithTheBackground() => ReadAsync();

    [Benchmark]
    public Task<int> OpenTelemetryClient() => ReadAsync();

    [Benchmark]
    public Task<int> OpenTelemetryClientUnheard() => ReadAsync();

    private async Task<int> ReadAsync()
    {
        var chunks = 0;
        await foreach (var _ in _client.GetStreamingResponseAsync(_messages)) chunks++;
        return chunks;
    }
}
