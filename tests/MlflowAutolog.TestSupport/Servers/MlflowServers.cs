using System.Collections.Concurrent;

namespace MlflowAutolog.TestSupport.Servers;

/// <summary>Gives tests a server: the real one where it can be had, a stand-in elsewhere. One of each version runs for the whole test run.</summary>
public static class MlflowServers
{
    public const string Latest = "3.17.2";

    /// <summary>The oldest that is tested.</summary>
    public const string Oldest = "3.6.0";

    private static readonly ConcurrentDictionary<string, Lazy<Task<IMlflowServer>>> Shared = new();

    /// <summary>The server of that version, started at the first call. With <c>CI=true</c> only the real one will do.</summary>
    public static Task<IMlflowServer> StartAsync(string version = Latest)
        => Shared.GetOrAdd(version, wanted => new(() => StartAsync(wanted, Environment.GetEnvironmentVariable, RealMlflowServer.Scripts))).Value;

    internal static async Task<IMlflowServer> StartAsync(string version, Func<string, string?> environment, IReadOnlyList<string> scripts)
    {
        if (await RealMlflowServer.TryStartAsync(version, environment, scripts) is { } real) return real;
        if (environment("CI") == "true")
            throw new InvalidOperationException($"CI=true demands a real MLflow {version}, and none can be had: see tests/README.md.");
        await Console.Error.WriteLineAsync($"real MLflow {version} not available: tests run against the in-process stand-in");
        return await FakeMlflowServer.StartAsync(version);
    }
}
