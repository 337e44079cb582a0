using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.TestSupport.Servers;

/// <summary>MLflow Python, from the virtual environment that the real server runs in: the other side of a distributed trace.</summary>
public static class MlflowPython
{
    /// <summary>xUnit takes an exception that begins with this for a skipped test.</summary>
    private const string SkipToken = "$XunitDynamicSkip$";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Starts a program beside a server that <see cref="MlflowServers.StartAsync(string)"/> has given: before, there may be no environment yet. Where there is none the test is
    /// skipped; with <c>CI=true</c> it fails.
    /// </summary>
    /// <param name="program">Its source.</param>
    /// <param name="server">Where its traces go.</param>
    /// <param name="experimentId">The experiment of them.</param>
    /// <param name="more">Further variables and arguments.</param>
    public static ChildProcess Start(string program, IMlflowServer server, string experimentId, params IEnumerable<(string Name, string Value)> more)
    {
        var python = Find();
        if (python is null)
        {
            var why = Environment.GetEnvironmentVariable("CI") == "true" ? "CI=true demands MLflow Python, and none was found: see tests/README.md." : $"{SkipToken}no MLflow Python of the server's own found";
            throw new InvalidOperationException(why);
        }

        var environment = new Dictionary<string, string?>
        {
            ["MLFLOW_TRACKING_URI"] = server.Uri,
            ["MLFLOW_EXPERIMENT_ID"] = experimentId,
            ["MLFLOW_DISABLE_TELEMETRY"] = "true",
            ["NO_PROXY"] = "127.0.0.1",
            ["PYTHONUNBUFFERED"] = "1",
        };
        foreach (var (name, value) in more) environment[name] = value;
        return ChildProcess.Start(python, ["-c", program], environment);
    }

    /// <summary>The interpreter; <see langword="null"/> where there is none.</summary>
    public static string? Find() => Find(Environment.GetEnvironmentVariable, File.Exists);

    /// <summary>Runs a program; its output, without white space around it.</summary>
    public static async Task<string> RunAsync(string python, string program, params IEnumerable<string> arguments)
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(python, ["-c", program, .. arguments], Limit);
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException(error);
    }

    /// <summary>Where the scripts that <see cref="RealMlflowServer"/> tries put it.</summary>
    internal static string? Find(Func<string, string?> environment, Func<string, bool> exists)
    {
        const string Environment = "mlflow-server-" + MlflowServers.Latest;
        var cache = environment("XDG_CACHE_HOME") ?? System.IO.Path.Combine(environment("HOME") ?? "", ".cache");
        string?[] folders = [environment("MLFLOW_SERVER_VENV"), System.IO.Path.Combine(cache, Environment), RepositoryRoot.Combine(".mlflow-server", MlflowServers.Latest)];
        return folders.OfType<string>().Select(folder => System.IO.Path.Combine(folder, "bin", "python")).FirstOrDefault(exists);
    }
}
