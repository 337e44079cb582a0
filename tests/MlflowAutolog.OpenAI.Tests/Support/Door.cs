using MlflowAutolog.TestSupport.Fakes;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>The process's own <see cref="Mlflow"/>, over a folder, reset at the end.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlflow-autolog-policy-");
    private readonly TemporarySelfLog _log = new();

    /// <summary>Switches tracing on as an application does, but for the environment.</summary>
    public void Autolog(Action<MlflowOptions>? configure = null) => Mlflow.Autolog(options =>
    {
        options.StorePath = _folder.FullName;
        options.Environment = _ => null;
        configure?.Invoke(options);
    });

    /// <summary>The names of the spans of the trace that ended last.</summary>
    public static async Task<IReadOnlyList<string>> LastAsync()
    {
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        var trace = await Mlflow.GetTraceAsync(Mlflow.LastTraceId.ShouldNotBeNull(), TestContext.Current.CancellationToken);
        return [.. trace.ShouldNotBeNull().Spans.Select(span => span.Name)];
    }

    public async ValueTask DisposeAsync()
    {
        await Mlflow.ResetAsync();
        _log.Dispose();
        _folder.Delete(recursive: true);
        foreach (var kind in (string[])["[pipeline]", "[exchange]", "[http tap]", "[content]"]) _log.Containing(kind).ShouldBeEmpty();
    }
}
