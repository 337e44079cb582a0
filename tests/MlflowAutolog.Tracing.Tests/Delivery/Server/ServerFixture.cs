using System.Collections.Concurrent;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Server;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Tests.Delivery.Server;

/// <summary>A pipeline over a server sink over a stand-in, with what was said and what was refused.</summary>
internal sealed class ServerFixture : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<(TraceData Spans, string Words)> _deadLetters = new();

    private ServerFixture(string uri, Action<MlflowOptions>? configure)
    {
        Options = Some.Options(uri, configure);
        Counters = new DeliveryCounters();
        Sink = new ServerSink(Options, Counters, (spans, words) => _deadLetters.Enqueue((spans, words)), new ServerTrouble(_said.Enqueue));
        Pipeline = new TracePipeline(Options, new PassingAssembler(), Sink, Counters);
    }

    public MlflowOptions Options { get; }

    public DeliveryCounters Counters { get; }

    public ServerSink Sink { get; }

    public TracePipeline Pipeline { get; }

    public TracingStatistics Statistics => Pipeline.Statistics;

    public IReadOnlyList<string> Said => [.. _said];

    public IReadOnlyList<(TraceData Spans, string Words)> DeadLetters => [.. _deadLetters];

    public static ServerFixture On(FakeMlflowServer server, Action<MlflowOptions>? configure = null) => new(server.Uri, configure);

    public static ServerFixture On(string uri, Action<MlflowOptions>? configure = null) => new(uri, configure);

    public void AcceptMany(int count)
    {
        for (var i = 0; i < count; i++) Pipeline.Accept(Some.Recorded()).ShouldBeTrue();
    }

    public void Check()
    {
        var statistics = Statistics;
        statistics.Accepted.ShouldBe(statistics.Pending + statistics.Delivered + statistics.Spilled + statistics.Dropped);
        statistics.InfosPending.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await Pipeline.ShutdownAsync(TimeSpan.Zero);
        await Pipeline.DisposeAsync();
    }
}
