using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

public sealed class SpansPageTests
{
    private const string Surroundings = """
        using MlflowAutolog;
        using System.Text.Json;
        using System.Threading.Channels;
        static partial class Around
        {
            static readonly string query = "", question = "", traceId = "";
            static decimal Price(string query) => 1;
            static string Rerank(string query) => query;
            static Task<string> RunAsync(string question) => Task.FromResult(question);
            static async IAsyncEnumerable<string> WriteAsync(string question) { await Task.Yield(); yield return question; }
        """;

    public static TheoryData<string> Snippets() => [.. CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", "spans.md"))).Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Its_code_compiles(string code) => Compiler.ShouldCompile($"{Surroundings} static async Task Snippet() {{ {code} await Task.CompletedTask; }} }}");
}
