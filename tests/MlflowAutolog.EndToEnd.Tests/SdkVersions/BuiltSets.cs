using System.Collections.Concurrent;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.EndToEnd.Tests.SdkVersions;

/// <summary>The program of <c>MlflowAutolog.SdkVersions.App</c>, built once with each set of versions. What it stands on was built with the tests.</summary>
public sealed class BuiltSets : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly string Project = RepositoryRoot.Combine("tests", "MlflowAutolog.SdkVersions.App");
    private static readonly string Configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private readonly ConcurrentDictionary<SdkSet, string> _failures = new();

    public async ValueTask InitializeAsync()
        => await Parallel.ForEachAsync(SdkSet.All, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (set, _) => await BuildAsync(set));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The program with these versions.</summary>
    public string Program(SdkSet set)
    {
        _failures.GetValueOrDefault(set).ShouldBeNull();
        return Path.Combine(Project, "bin", set.Folder, Configuration, "net10.0", "MlflowAutolog.SdkVersions.App.dll");
    }

    private async Task BuildAsync(SdkSet set)
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "dotnet",
            [
                "build", Project, "-c", Configuration, "-v", "quiet", "-nodeReuse:false",
                $"-p:OpenAIVersion={set.OpenAI}", $"-p:AzureOpenAIVersion={set.Azure}", "-p:BuildProjectReferences=false",
            ],
            Limit);
        if (exitCode != 0) _failures[set] = output + error;
    }
}
