using MlflowAutolog.Tracing.Configuration;
using MlflowAutolog.Tracing.Tests.Recording;

namespace MlflowAutolog.Tracing.Tests.Configuration;

public sealed class DestinationSettingTests
{
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void A_destination_in_code_beats_all_else()
    {
        _environment["MLFLOW_TRACING_DESTINATION"] = "5";
        Resolve(new MlflowOptions { Destination = TraceLocation.Experiment("7"), Experiment = "shop" }).ShouldBe((null, "7"));
    }

    [Fact]
    public void An_experiment_in_code_beats_a_destination_in_the_environment()
    {
        _environment["MLFLOW_TRACING_DESTINATION"] = "5";
        Resolve(new MlflowOptions { Experiment = "shop" }).ShouldBe(("shop", null));
        Resolve(new MlflowOptions { ExperimentId = "3" }).ShouldBe((null, "3"));
    }

    [Fact]
    public void A_destination_in_the_environment_beats_an_experiment_there()
    {
        _environment["MLFLOW_TRACING_DESTINATION"] = " 5 ";
        _environment["MLFLOW_EXPERIMENT_NAME"] = "shop";
        Resolve(new MlflowOptions()).ShouldBe((null, "5"));
    }

    [Fact]
    public void Unity_Catalog_in_the_environment_is_said_to_be_none_yet()
    {
        _environment["MLFLOW_TRACING_DESTINATION"] = "main.traces";
        Should.Throw<MlflowException>(() => Resolve(new MlflowOptions())).Message
            .ShouldBe("MLFLOW_TRACING_DESTINATION is 'main.traces', but has to be the id of an experiment; tables of Unity Catalog are not supported yet.");
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("")]
    [InlineData(null)]
    public void An_experiment_that_is_no_number_is_named(string? id)
        => Should.Throw<MlflowException>(() => TraceLocation.Experiment(id!)).Message.ShouldContain($"a number as text, but '{id}' is given");

    [Fact]
    public void Unity_Catalog_is_no_destination_yet()
        => Should.Throw<MlflowException>(() => Resolve(new MlflowOptions { Destination = TraceLocation.UnityCatalog("main", "traces") })).Message.ShouldContain("main.traces");

    [Fact]
    public async Task A_scopes_destination_is_that_of_the_traces_inside_and_the_inner_wins()
    {
        await using var recorded = new Recorded();
        using (Mlflow.Context(destination: TraceLocation.Experiment("7")))
        {
            recorded.Tracer.StartSpan("outer").Dispose();
            using (Mlflow.Context(session: "s")) recorded.Tracer.StartSpan("between").Dispose();
            using (Mlflow.Context(destination: TraceLocation.Experiment("8"))) recorded.Tracer.StartSpan("inner").Dispose();
            recorded.Tracer.StartDetachedSpan("own", experimentId: "9").End();
        }

        recorded.Tracer.StartSpan("after").Dispose();
        recorded.Traces.Select(trace => trace.Facts.ExperimentId).ShouldBe(["7", "7", "8", "9", null]);
    }

    private (string? Name, string? Id) Resolve(MlflowOptions options)
    {
        options.Environment = _environment.GetValueOrDefault;
        var resolved = OptionsResolver.Resolve(options);
        return (resolved.Experiment, resolved.ExperimentId);
    }
}
