using System.Text.RegularExpressions;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

public sealed partial class IntegrationPagesTests
{
    private const string Surroundings = """
        using MlflowAutolog;
        using System.ClientModel;
        using Azure.AI.OpenAI;
        using OpenAI;
        using OpenAI.Audio;
        using OpenAI.Chat;
        using OpenAI.Images;
        using OpenAI.Responses;
        static partial class Around
        {
            static readonly string apiKey = "";
            static readonly ResponsesClient client = null!;
        """;

    private static string[] Pages => Directory.GetFiles(RepositoryRoot.Combine("docs", "integrations"), "*.md");

    public static TheoryData<string> Snippets() => [.. Pages.SelectMany(page => CodeBlock.Of(File.ReadAllText(page))).Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Their_code_compiles(string code) => Compiler.ShouldCompile($"{Surroundings} static async Task Snippet() {{ {code} await Task.CompletedTask; }} }}");

    [Fact]
    public void Their_links_lead_somewhere()
    {
        foreach (var page in Pages)
        {
            var links = Link().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'));
            links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Split('#')[0]))).ShouldBeEmpty(page);
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
