using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

public sealed class DistributedTracingTests
{
    // What the snippets take for granted.
    private const string Surroundings = """
        using System.Net.Http;
        using MlflowAutolog;
        static partial class Around
        {
            static readonly IncomingRequest request = new();
            sealed class IncomingRequest { public Dictionary<string, string> Headers { get; } = new(); }
        """;

    public static TheoryData<string> Snippets()
        => [.. CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", "distributed-tracing.md"))).Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void The_pages_code_compiles(string code) => Compiler.ShouldCompile($"{Surroundings} static void Snippet() {{ {code} }} }}");

    [Fact]
    public void There_are_four_snippets() => Snippets().Count.ShouldBe(4);
}
