using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

public sealed class OpenAIMediaPageTests
{
    private const string Surroundings = """
        using System.ClientModel;
        using MlflowAutolog;
        using OpenAI.Audio;
        using OpenAI.Images;
        using OpenAI.VectorStores;
        static partial class Around
        {
            static readonly string apiKey = "";
        """;

    private static string Page => File.ReadAllText(RepositoryRoot.Combine("docs", "integrations", "openai-media.md"));

    // Searches are for evaluation only, says the SDK.
    [Fact]
    public void Its_code_compiles()
        => Compiler.ShouldCompile($"#pragma warning disable OPENAI001\n{Surroundings} static async Task Snippet() {{ {CodeBlock.Of(Page).ShouldHaveSingleItem().Code} }} }}");

    [Fact]
    public void Its_links_lead_somewhere()
    {
        Page.ShouldContain("](../values.md#images-audio-documents)");
        File.ReadAllText(RepositoryRoot.Combine("docs", "values.md")).ShouldContain("## Images, audio, documents");
    }
}
