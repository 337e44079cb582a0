using MlflowAutolog.EndToEnd.Tests.Support;

namespace MlflowAutolog.EndToEnd.Tests.ReadingBack;

/// <summary>Reading back and tying traces through the static class.</summary>
public sealed class DoorTests : IAsyncDisposable
{
    private readonly Door _door = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task Before_tracing_is_on_there_is_nobody_to_ask()
    {
        Should.Throw<MlflowException>(() => Mlflow.SearchTracesAsync()).Message.ShouldContain("Mlflow.Autolog()");
        Should.Throw<MlflowException>(() => Mlflow.SearchSessionsAsync()).Message.ShouldContain("Mlflow.Autolog()");
        (await Should.ThrowAsync<MlflowException>(() => Mlflow.LoadPromptAsync("greet"))).Message.ShouldContain("Mlflow.Autolog()");
        (await Should.ThrowAsync<MlflowException>(() => Mlflow.SetActiveModelByNameAsync("v1"))).Message.ShouldContain("Mlflow.Autolog()");
        (Mlflow.TrackingUri, Mlflow.ActiveModelId).ShouldBe((null, null));
    }

    [Fact]
    public async Task What_was_recorded_is_listed_without_a_server()
    {
        _door.Autolog();
        using (Mlflow.Context(session: "chat-77")) Mlflow.StartSpan("first").Dispose();
        Mlflow.StartSpan("second").Dispose();
        await Mlflow.FlushAsync(Token);

        var names = new List<string>();
        await foreach (var trace in Mlflow.SearchTracesAsync(cancellationToken: Token)) names.Add(trace.Root!.Name);
        var sessions = new List<TraceSession>();
        await foreach (var session in Mlflow.SearchSessionsAsync(cancellationToken: Token)) sessions.Add(session);

        names.ShouldBe(["second", "first"]);
        sessions.ShouldHaveSingleItem().Traces.ShouldHaveSingleItem().Root!.Name.ShouldBe("first");
    }

    [Fact]
    public async Task An_active_model_holds_from_before_the_start_and_through_new_options()
    {
        Mlflow.SetActiveModel("m-1");
        _door.Autolog(options => options.RunId = "run-1");
        Mlflow.StartSpan("a").Dispose();
        var first = await Door.LastAsync();

        Mlflow.SetActiveModel("m-2");
        Mlflow.Autolog(options => options.SamplingRatio = 1);
        Mlflow.StartSpan("b").Dispose();
        var second = await Door.LastAsync();

        (first.Info.Metadata["mlflow.modelId"], first.Info.Metadata["mlflow.sourceRun"]).ShouldBe(("m-1", "run-1"));
        (second.Info.Metadata["mlflow.modelId"], Mlflow.ActiveModelId).ShouldBe(("m-2", "m-2"));
        Mlflow.SetActiveModel(null);
        Mlflow.ActiveModelId.ShouldBeNull();
    }
}
