using Microsoft.CodeAnalysis;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

/// <summary>The page and the READMEs about tracing one client.</summary>
public sealed class OpenAIClientsTests
{
    public static TheoryData<string> Page => [.. Blocks("docs", "openai-clients.md").Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Page))]
    public void The_pages_code_compiles(string code)
        => Compiler.ShouldCompile($"using Azure.AI.OpenAI; using MlflowAutolog; using OpenAI;\n{code}\n", OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("MlflowAutolog.OpenAI")]
    [InlineData("MlflowAutolog.AzureOpenAI")]
    public void A_packages_code_compiles(string package)
        => Compiler.ShouldCompile(Blocks("integrations", package, "README.md").ShouldHaveSingleItem().Code, OutputKind.ConsoleApplication);

    private static IEnumerable<CodeBlock> Blocks(params string[] path) => CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine(path)));
}
