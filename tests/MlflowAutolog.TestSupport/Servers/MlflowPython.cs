using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.TestSupport.Servers;

/// <summary>MLflow Python itself, from the environment that a server's script made.</summary>
public static class MlflowPython
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The interpreter; <see langword="null"/> where there is none.</summary>
    public static string? Find(string version = MlflowServers.Latest)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] places = [RepositoryRoot.Combine(".mlflow-server", version), Path.Combine(home, ".cache", "mlflow-server-" + version)];
        return Array.Find([.. places.Select(place => Path.Combine(place, "bin", "python"))], File.Exists);
    }

    /// <summary>Runs a program; its output, without white space around it.</summary>
    public static async Task<string> RunAsync(string python, string program, params IEnumerable<string> arguments)
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(python, ["-c", program, .. arguments], Limit);
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException(error);
    }
}
