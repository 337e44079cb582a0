using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

/// <summary>The code in docs/integrations/openai-responses.md.</summary>
public sealed class ResponsesPageTests
{
    // What is experimental itself may use the vendor's experimental client.
    private const string Around = "using MlflowAutolog; using OpenAI.Responses; [System.Diagnostics.CodeAnalysis.Experimental(\"PAGE\")] static class Around";

    private static readonly string Page = RepositoryRoot.Combine("docs", "integrations", "openai-responses.md");

    [Fact]
    public void Its_code_compiles_in_the_order_of_the_page()
    {
        var blocks = CodeBlock.Of(File.ReadAllText(Page));
        blocks.Count.ShouldBe(2);
        Compiler.ShouldCompile($"{Around} {{ static async Task Snippet() {{ {blocks[0].Code} {{ {blocks[1].Code.Replace("ResponseResult reply", "reply", StringComparison.Ordinal)} }} }} }}");
    }
}
