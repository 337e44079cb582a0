using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

public sealed class FeedbackPageTests
{
    private static readonly IReadOnlyList<CodeBlock> Blocks = CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", "feedback.md")));

    public static TheoryData<string> Snippets => [.. Blocks.Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void The_code_compiles(string code) => Compiler.ShouldCompile($$"""
        using MlflowAutolog;
        static class Around
        {
            static readonly string question = "", traceId = "";
            static Task<string> RunAsync(string question) => Task.FromResult(question);
            static async Task Snippet() { {{code}} }
        }
        """);
}
