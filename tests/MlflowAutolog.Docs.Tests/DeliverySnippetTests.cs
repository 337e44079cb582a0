using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

/// <summary>The code of the pages about sampling and delivery.</summary>
public sealed class DeliverySnippetTests
{
    public static TheoryData<string> Snippets => [.. new[] { "sampling.md", "delivery.md" }
        .SelectMany(page => CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", page)))).Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void The_code_compiles(string code)
        => Compiler.ShouldCompile($"using System; using MlflowAutolog; static class Around {{ static void Poll() {{ }} static void Snippet() {{ {code} }} }}");

    [Fact]
    public void There_are_three_of_them() => Snippets.Count.ShouldBe(3);
}
