using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.Distributed;

/// <summary>Where traces go, and what a part of one says of it, on a real MLflow.</summary>
public sealed class DestinationTests
{
    [Fact]
    public async Task A_scopes_destination_beats_the_set_one_which_beats_the_experiment()
    {
        var server = await MlflowServers.StartAsync();
        using var stored = new StoredTraces(server);
        string[] experiments = [await stored.NewExperimentAsync(), await stored.NewExperimentAsync(), await stored.NewExperimentAsync()];
        await using var door = new Door();
        door.Autolog(options => (options.TrackingUri, options.ExperimentId) = (server.Uri, experiments[0]));

        Mlflow.StartSpan("experiment").Dispose();
        Mlflow.SetDestination(TraceLocation.Experiment(experiments[1]));
        Mlflow.StartSpan("set").Dispose();
        using (Mlflow.Context(destination: TraceLocation.Experiment(experiments[2]))) Mlflow.StartSpan("scope").Dispose();
        Mlflow.SetDestination(null);
        Mlflow.StartSpan("again").Dispose();
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        (await NamesAsync(experiments[0])).ShouldBe(["again", "experiment"]);
        (await NamesAsync(experiments[1])).ShouldBe(["set"]);
        (await NamesAsync(experiments[2])).ShouldBe(["scope"]);
        Mlflow.Statistics.Dropped.ShouldBe(0);

        async Task<string[]> NamesAsync(string experiment)
            => [.. (await stored.ReadAsync(experiment)).Select(trace => trace!["tags"]!["mlflow.traceName"]!.ToString()).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData(null, "of the receiver")]
    [InlineData("of the sender", "of the sender")]
    public async Task A_session_of_the_receiver_counts_where_the_sender_has_none(string? senders, string expected)
    {
        await using var services = await Services.StartAsync();
        using var sandbox = new Sandbox();
        await using var sender = Tracer();
        await using var receiver = Tracer();
        using (Mlflow.Context(session: senders))
        {
            using var root = sender.StartSpan("root");
            using (Mlflow.Context(session: "of the receiver"))
            using (receiver.ContinueTrace(sender.GetTracingHeaders()!))
            {
                receiver.StartSpan("part").Dispose();
            }

            // The part comes first: the root must still have its say.
            (await receiver.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        }

        (await sender.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        var trace = await services.ReadAsync(sender.LastTraceId!, spans: 2);
        receiver.LastTraceId.ShouldBe(sender.LastTraceId);
        trace.Info.Metadata["mlflow.trace.session"].ShouldBe(expected);
        trace.Info.Tags["mlflow.traceName"].ShouldBe("root");

        MlflowTracer Tracer()
        {
            var options = new MlflowOptions { TrackingUri = services.Server.Uri, ExperimentId = services.Experiment };
            sandbox.Configure(options);
            return new MlflowTracer(options);
        }
    }
}
