using System.Reflection;

namespace MlflowAutolog.Docs.Tests;

/// <summary>Applications have one <c>using MlflowAutolog;</c> beside many others: a name that is in two of them is an error at each use.</summary>
public sealed class NamesTests
{
    private static readonly string[] Beside =
    [
        "System", "System.Collections.Generic", "System.Diagnostics", "System.IO", "System.Linq", "System.Net", "System.Net.Http", "System.Text", "System.Text.Json", "System.Threading",
        "System.Threading.Channels", "System.Threading.Tasks", "OpenAI", "OpenAI.Chat", "OpenAI.Embeddings", "OpenAI.Responses", "System.ClientModel",
    ];

    [Fact]
    public void No_type_of_ours_is_called_like_one_that_users_have_beside_it()
    {
        var ours = typeof(Mlflow).Assembly.GetExportedTypes().Where(type => type.Namespace == nameof(MlflowAutolog) && !type.IsNested).Select(type => type.Name).ToHashSet();
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var theirs = platform
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("OpenAI", StringComparison.Ordinal)))
            .SelectMany(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)).GetExportedTypes())
            .Where(type => Beside.Contains(type.Namespace))
            .ToList();

        theirs.Count.ShouldBeGreaterThan(500);
        theirs.Where(type => ours.Contains(type.Name)).Select(type => type.FullName).ShouldBeEmpty();
    }
}
