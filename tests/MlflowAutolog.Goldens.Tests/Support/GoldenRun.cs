using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Goldens.Tests.Support;

/// <summary>Runs a port as an application would: switched on at the door, against a scripted model, delivered to an MLflow, read back from it.</summary>
internal static class GoldenRun
{
    /// <summary>The traces that <paramref name="server"/> has afterwards, in an experiment of their own.</summary>
    public static Task<JsonArray> RunAsync(GoldenPort port, GoldenScenario scenario, ScriptedModelServer model, IMlflowServer server)
        => RunAsync(port.RunAsync, model, server, scenario.Environment, port.Says, port.Configure);

    /// <summary>As the other form, for a program that no golden has.</summary>
    public static async Task<JsonArray> RunAsync(Action program, IMlflowServer server)
    {
        await using var model = await ScriptedModelServer.StartAsync();
        return await RunAsync(_ => Task.Run(program), model, server, new Dictionary<string, string>());
    }

    private static async Task<JsonArray> RunAsync(
        Func<Uri, Task> program, ScriptedModelServer model, IMlflowServer server, IReadOnlyDictionary<string, string> environment, string? says = null, Action<MlflowOptions>? configure = null)
    {
        using var log = new TemporarySelfLog();
        using var stored = new StoredTraces(server);
        var experiment = await stored.NewExperimentAsync();
        try
        {
            Mlflow.Autolog(options =>
            {
                options.TrackingUri = server.Uri;
                options.ExperimentId = experiment;
                options.TraceInfo = TraceInfoMode.Always;
                options.Environment = environment.GetValueOrDefault;
                configure?.Invoke(options);
            });
            await program(model.Uri);
            (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
            Mlflow.Statistics.Dropped.ShouldBe(0);
        }
        finally
        {
            await Mlflow.ResetAsync();
        }

        // What the product says about itself is a failure of the program that made it speak.
        log.Lines.Where(line => says is null || !line.Contains(says, StringComparison.Ordinal)).ShouldBeEmpty();
        if (says is not null) log.Containing(says).ShouldNotBeEmpty();
        return await stored.ReadAsync(experiment, (model.Uri.GetLeftPart(UriPartial.Authority), "http://model"));
    }
}
