using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>A recorded scenario of MLflow Python: the script of the model server, the exchanges, the stored traces.</summary>
public sealed class GoldenScenario
{
    /// <summary>Folder of more goldens than the repository holds.</summary>
    public const string FolderVariable = "MLFLOW_AUTOLOG_GOLDENS";

    /// <summary>xUnit takes an exception that begins with this for a skipped test.</summary>
    private const string SkipToken = "$XunitDynamicSkip$";

    private readonly JsonElement _replies;

    private GoldenScenario(string name, string folder)
    {
        Name = name;
        _replies = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "replies.json"))).RootElement;
        Traces = Read(folder, "traces.json");
        Exchanges = Read(folder, "exchanges.json");
    }

    /// <summary>Area and scenario, for example <c>openai/chat_basic</c>.</summary>
    public string Name { get; }

    public string Area => Name.Split('/')[0];

    /// <summary>What the program does, in words.</summary>
    public string Does => _replies.GetProperty("does").GetString()!;

    /// <summary>The stored traces, oldest first.</summary>
    public JsonArray Traces { get; }

    /// <summary>Requests and replies in order.</summary>
    public JsonArray Exchanges { get; }

    /// <summary>Variables that the program runs with.</summary>
    public IReadOnlyDictionary<string, string> Environment => _replies.TryGetProperty("env", out var variables)
        ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.ToString())
        : new Dictionary<string, string>();

    /// <summary>All scenarios of an area that the repository holds.</summary>
    public static IEnumerable<string> InRepository()
        => Directory.EnumerateFiles(RepositoryFolder, "traces.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFolder, Path.GetDirectoryName(file)!).Replace('\\', '/')).Order();

    /// <summary>Loads a scenario. One that this machine does not have skips the test and says so.</summary>
    public static GoldenScenario Load(string name) => Load(name, System.Environment.GetEnvironmentVariable);

    /// <summary>Starts a model server with the scenario's script.</summary>
    public Task<ScriptedModelServer> StartModelServerAsync() => ScriptedModelServer.StartAsync(new ModelScript(RepliesFile.Read(_replies)));

    internal static GoldenScenario Load(string name, Func<string, string?> environment)
    {
        string?[] roots = [RepositoryFolder, environment(FolderVariable), RepositoryRoot.Combine("..", "shared", "goldens", "python")];
        var folder = roots.OfType<string>().Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists);
        return folder is null
            ? throw new InvalidOperationException($"{SkipToken}The golden {name} is not on this machine: it is not in tests/Goldens, and {FolderVariable} names no folder that has it.")
            : new GoldenScenario(name, folder);
    }

    private static string RepositoryFolder => RepositoryRoot.Combine("tests", "Goldens");

    private static JsonArray Read(string folder, string file) => (JsonArray)JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, file)))!;
}
