using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.EndToEnd.Tests.Support;

/// <summary>A working directory and a home of the test's own, for programs it starts and for tracing in its own process.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlflow-autolog-e2e-");

    public string Path => _folder.FullName;

    /// <summary>Where a program that starts here keeps its traces.</summary>
    public string Store => At("mlflow-traces");

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The variables of a program that starts here; nothing of the machine's own configuration reaches it.</summary>
    public Dictionary<string, string?> Environment(params IEnumerable<(string Name, string? Value)> more)
    {
        var variables = new Dictionary<string, string?>
        {
            ["XDG_STATE_HOME"] = At("state"),
            ["HOME"] = Path,
            ["DOTNET_CLI_HOME"] = Path,
            ["DOTNET_DbgEnableMiniDump"] = "0",
            ["OPENAI_API_KEY"] = null,
            ["MLFLOW_TRACKING_URI"] = null,
            ["MLFLOW_EXPERIMENT_NAME"] = null,
            ["MLFLOW_EXPERIMENT_ID"] = null,
        };
        foreach (var (name, value) in more) variables[name] = value;
        return variables;
    }

    /// <summary>Options that read nothing of the machine's environment.</summary>
    public void Configure(MlflowOptions options)
    {
        options.StorePath = Store;
        options.Environment = name => name is "XDG_STATE_HOME" ? At("state") : null;
    }

    /// <summary>All traces in the local store, oldest first.</summary>
    public IReadOnlyList<TraceData> Stored() => Read(Store);

    /// <summary>All traces that wait on disk for a server.</summary>
    public IReadOnlyList<TraceData> Spooled() => Read(At("state"));

    public void Dispose() => _folder.Delete(recursive: true);

    private static TraceData[] Read(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.mlt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(path => SegmentReader.Read(path))]
        : [];
}
