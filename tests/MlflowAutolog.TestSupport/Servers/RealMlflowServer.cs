using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.TestSupport.Servers;

/// <summary>A real MLflow server: one that runs already, or one that a script starts and the end of this process stops.</summary>
internal sealed class RealMlflowServer : IMlflowServer
{
    /// <summary>Address of a server that runs already.</summary>
    public const string UriVariable = "MLFLOW_TEST_TRACKING_URI";

    /// <summary>Path of a script to start a server with, before the known ones.</summary>
    public const string ScriptVariable = "MLFLOW_TEST_SERVER";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(8);

    private RealMlflowServer(string uri, string version)
    {
        Uri = uri;
        Version = version;
    }

    /// <summary>Scripts with the commands <c>start DIR PORT</c> and <c>stop DIR</c>, in the order they are tried: wheels beside the repository, then <c>pip install</c>.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
        [RepositoryRoot.Combine("..", "shared", "mlflow-server", "mlflow-server"), RepositoryRoot.Combine(".ci", "mlflow-server")];

    public string Uri { get; }

    public bool IsReal => true;

    public string Version { get; }

    public static async Task<IMlflowServer?> TryStartAsync(string version, Func<string, string?> environment, IReadOnlyList<string> scripts)
    {
        if (environment(UriVariable) is { Length: > 0 } given && await VersionOfAsync(given) is { } running && running == version)
            return new RealMlflowServer(given.TrimEnd('/'), running);
        if (OperatingSystem.IsWindows()) return null;

        foreach (var script in scripts.Prepend(environment(ScriptVariable)).OfType<string>().Where(File.Exists))
        {
            if (await TryStartAsync(script, version) is { } server) return server;
        }

        return null;
    }

    private static async Task<IMlflowServer?> TryStartAsync(string script, string version)
    {
        var folder = Directory.CreateTempSubdirectory("mlflow-test-");
        var stop = ServerGuard.StopAtExit(folder);
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            script, ["start", folder.FullName, $"{FreePort.Next()}"], StartTimeout, new Dictionary<string, string?> { ["MLFLOW_SERVER_VERSION"] = version });
        if (exitCode == 0)
        {
            ServerGuard.StopWhenThisProcessIsKilled(folder);
            return new RealMlflowServer(output.Trim().Split('\n')[^1], version);
        }

        await Console.Error.WriteLineAsync($"{script} did not start MLflow {version}: {error.Trim()}");
        stop();
        return null;
    }

    private static async Task<string?> VersionOfAsync(string uri)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            return (await client.GetStringAsync(uri.TrimEnd('/') + "/version")).Trim();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{UriVariable}: {exception.Message}");
            return null;
        }
    }
}
