using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

/// <summary>The code in docs/reading-traces.md.</summary>
public sealed class ReadingTracesTests
{
    private const string Given = "using System; using System.Collections.Generic; using System.Threading.Tasks; using MlflowAutolog; static class Around { static readonly string traceId = \"\", runId = \"\", experimentId = \"\";";

    public static TheoryData<string> Snippets() => [.. CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", "reading-traces.md"))).Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void A_snippet_compiles(string code) => Compiler.ShouldCompile($"{Given} static async Task Snippet() {{ {code} await Task.CompletedTask; }} }}");
}
