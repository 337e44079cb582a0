using MlflowAutolog.TestSupport.Fakes;

namespace MlflowAutolog.EndToEnd.Tests.Support;

/// <summary>The process's own <see cref="Mlflow"/>, in a sandbox, reset at the end; its log is caught.</summary>
internal sealed class Door : IAsyncDisposable
{
    public Sandbox Sandbox { get; } = new();

    public TemporarySelfLog Log { get; } = new();

    /// <summary>Switches tracing on as an application does, but for the environment.</summary>
    public void Autolog(Action<MlflowOptions>? configure = null) => Mlflow.Autolog(options =>
    {
        Sandbox.Configure(options);
        configure?.Invoke(options);
    });

    /// <summary>The trace that ended last, as it is stored.</summary>
    public static async Task<MlflowTrace> LastAsync()
    {
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        return (await Mlflow.GetTraceAsync(Mlflow.LastTraceId.ShouldNotBeNull(), TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await Mlflow.ShutdownAsync(TimeSpan.FromSeconds(1));
        await Mlflow.ResetAsync();
        Log.Dispose();
        Sandbox.Dispose();
    }
}
