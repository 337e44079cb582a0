using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class ActiveModelTests
{
    [Fact]
    public async Task Every_trace_names_the_model_and_the_run_of_the_options()
    {
        await using var recorded = new Recorded(o => (o.ActiveModelId, o.RunId) = ("m-1", "run-1"));

        recorded.Tracer.StartSpan("a").Dispose();
        recorded.Tracer.StartDetachedSpan("b").End();

        recorded.Tracer.ActiveModelId.ShouldBe("m-1");
        recorded.Traces.ShouldAllBe(trace => trace.Facts.Metadata["mlflow.modelId"] == "m-1" && trace.Facts.Metadata["mlflow.sourceRun"] == "run-1");
    }

    [Fact]
    public async Task The_environment_gives_both()
    {
        var environment = new Dictionary<string, string> { ["MLFLOW_ACTIVE_MODEL_ID"] = "m-2", ["MLFLOW_RUN_ID"] = "run-2" };
        await using var recorded = new Recorded(o => o.Environment = environment.GetValueOrDefault);

        recorded.Tracer.StartSpan("a").Dispose();

        recorded.Single.Facts.Metadata.ShouldBe(new Dictionary<string, string> { ["mlflow.modelId"] = "m-2", ["mlflow.sourceRun"] = "run-2" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_model_set_later_holds_for_what_starts_then()
    {
        await using var recorded = new Recorded(o => o.ActiveModelId = "m-1");
        using (recorded.Tracer.StartSpan("before"))
        {
            recorded.Tracer.SetActiveModel("m-2");
            recorded.Tracer.StartDetachedSpan("child", parent: recorded.Tracer.CurrentSpan).End();
        }

        recorded.Tracer.StartSpan("after").Dispose();
        recorded.Tracer.SetActiveModel(null);
        recorded.Tracer.StartSpan("none").Dispose();

        recorded.Traces.Select(trace => trace.Facts.Metadata.GetValueOrDefault(WireNames.ModelId)).ShouldBe(["m-1", "m-2", null]);
        recorded.Tracer.ActiveModelId.ShouldBeNull();
    }

    [Fact]
    public async Task What_the_trace_itself_says_wins()
    {
        await using var recorded = new Recorded(o => o.ActiveModelId = "m-1");
        using (Mlflow.Context(metadata: [new("mlflow.modelId", "m-scope")])) recorded.Tracer.StartSpan("a").Dispose();
        using (recorded.Tracer.StartSpan("b")) recorded.Tracer.UpdateCurrentTrace(modelId: "m-own");

        recorded.Traces.Select(trace => trace.Facts.Metadata[WireNames.ModelId]).ShouldBe(["m-scope", "m-own"]);
    }
}
