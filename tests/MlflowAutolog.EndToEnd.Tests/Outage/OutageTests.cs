using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.Outage;

/// <summary>A thousand traces meet a server that is not there yet.</summary>
public sealed class OutageTests
{
    private const int Traces = 1000;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_thousand_traces_made_while_the_server_is_down_all_arrive_when_it_is_up()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await server.StopAsync();
        await using var door = new Door();
        door.Autolog(options => options.TrackingUri = server.Uri);

        for (var i = 0; i < Traces; i++) Mlflow.Trace($"trace {i}", SpanType.Chain, static span => span.SetOutputs("done"), inputs: i);
        // The outage itself, not a wait for something: by then the pauses between attempts have grown to several seconds.
        await Task.Delay(Outage, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Mlflow.Statistics.Retries >= 3, Programs.Limit);
        Mlflow.Statistics.Pending.ShouldBe(Traces);
        await server.ResumeAsync();
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        server.Names().ShouldBe(Enumerable.Range(0, Traces).Select(i => $"trace {i}").Order(StringComparer.Ordinal));
        var statistics = Mlflow.Statistics;
        (statistics.Accepted, statistics.Delivered, statistics.Pending, statistics.Spilled, statistics.Dropped).ShouldBe((Traces, Traces, 0, 0, 0));
        (statistics.InfosDelivered + statistics.InfosLeftOut + statistics.InfosPending + statistics.InfosDropped).ShouldBe(Traces);
        (statistics.InfosPending, statistics.InfosDropped).ShouldBe((0, 0));
        door.Log.Containing("does not answer").Count.ShouldBe(1, "one outage is one line");
    }
}
