using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks;

/// <summary>A chat call through the real SDK and HTTP stack, with 2,000 traces waiting. What counts is the difference to <see cref="Bare"/>.</summary>
public class ChatBenchmarks
{
    private List<ChatMessage> _messages = [];
    private IChatClient _client = null!;
    private IDisposable? _tracing;

    [Params("2 short", "20 x 1 kB")]
    public string Messages { get; set; } = "";

    [GlobalSetup(Target = nameof(Bare))]
    public void SetUpBare() => SetUp(null);

    [GlobalSetup(Target = nameof(OursOnTheCaller))]
    public void SetUpOurs() => SetUp(new Ours(assembles: false));

    [GlobalSetup(Target = nameof(PolicyOnTheCaller))]
    public void SetUpPolicy()
    {
        var ours = new Ours(assembles: false, taps: false);
        SetUp(ours, ours.Tracer);
    }

    [GlobalSetup(Target = nameof(OursWithTheBackground))]
    public void SetUpWhole() => SetUp(new Ours(assembles: true));

    [GlobalSetup(Target = nameof(OpenTelemetryClient))]
    public void SetUpRival()
    {
        SetUp(null);
        var rival = new Rival(_client, new HeldActivities());
        (_client, _tracing) = (rival.Client, rival);
    }

    [GlobalSetup(Target = nameof(FakeBare))]
    public void SetUpFake()
    {
        SetUp(null);
        _client = new CannedClient();
    }

    [GlobalSetup(Target = nameof(FakeOpenTelemetryClient))]
    public void SetUpFakeRival()
    {
        SetUp(null);
        var rival = new Rival(new CannedClient(), new HeldActivities());
        (_client, _tracing) = (rival.Client, rival);
    }

    [GlobalCleanup]
    public void Stop() => _tracing?.Dispose();

    [Benchmark(Baseline = true)]
    public Task<ChatResponse> Bare() => _client.GetResponseAsync(_messages);

    /// <summary>What the application's own thread pays.</summary>
    [Benchmark]
    public Task<ChatResponse> OursOnTheCaller() => _client.GetResponseAsync(_messages);

    /// <summary>The same with the policy on the client in place of the tap.</summary>
    [Benchmark]
    public Task<ChatResponse> PolicyOnTheCaller() => _client.GetResponseAsync(_messages);

    /// <summary>The tap's part of that, and reading what was copied, which the background does.</summary>
    [Benchmark]
    public Task<ChatResponse> OursWithTheBackground() => _client.GetResponseAsync(_messages);

    [Benchmark]
    public Task<ChatResponse> OpenTelemetryClient() => _client.GetResponseAsync(_messages);

    /// <summary>The rival's own work without what an Activity above makes the HTTP stack do.</summary>
    [Benchmark]
    public Task<ChatResponse> FakeOpenTelemetryClient() => _client.GetResponseAsync(_messages);

    [Benchmark]
    public Task<ChatResponse> FakeBare() => _client.GetResponseAsync(_messages);

    private void SetUp(IDisposable? tracing, MlflowTracer? policy = null)
    {
        _tracing = tracing;
        _messages = Messages == "2 short" ? Conversation.Messages(2, 40) : Conversation.Messages(20, 1000);
        _client = Conversation.Client(Conversation.Reply(), policy);
    }
}
