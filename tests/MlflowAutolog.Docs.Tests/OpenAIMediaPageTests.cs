using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

public sealed class OpenAIMediaPageTests
{
    private const string Surroundings = """
        using MlflowAutolog;
        using OpenAI.Audio;
        using OpenAI.Images;
        static partial class Around
        {
            static readonly string apiKey = "";
        """;

    private static string Page => File.ReadAllText(RepositoryRoot.Combine("docs", "integrations", "openai-media.md"));

    [Fact]
    public void Its_code_compiles()
        => Compiler.ShouldCompile($"{Surroundings} static async Task Snippet() {{ {CodeBlock.Of(Page).ShouldHaveSingleItem().Code} }} }}");

    [Fact]
    public void Its_links_lead_somewhere()
    {
        Page.ShouldContain("](../values.md#images-audio-documents)");
        File.ReadAllText(RepositoryRoot.Combine("docs", "values.md")).ShouldContain("## Images, audio, documents");
    }
}
