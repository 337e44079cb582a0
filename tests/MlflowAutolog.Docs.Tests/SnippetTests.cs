using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Docs.Tests;

public sealed partial class SnippetTests
{
    // What the snippets take for granted.
    private const string Surroundings = """
        using MlflowAutolog;
        static partial class Around
        {
            static readonly string query = "", question = "", traceId = "";
            static Task<string> RunAsync(string question) => Task.FromResult(question);
            static string Rerank(string query) => query;
            static readonly Agent agent = new();
            sealed class Agent { public Task<string> InvokeAsync(string question) => Task.FromResult(question); }
        """;

    public static TheoryData<string> Daily()
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "coming-from-python.md"));
        return [.. CodeBlock.Of(page).Where(block => block.Heading.StartsWith("**", StringComparison.Ordinal)).Select(block => block.Code)];
    }

    [Theory]
    [MemberData(nameof(Daily))]
    public void The_calls_of_every_day_compile(string code)
        => Compiler.ShouldCompile(code.StartsWith("public", StringComparison.Ordinal)
            ? $"{Surroundings} {code.Replace("public", "public static", StringComparison.Ordinal)} }}"
            : $"{Surroundings} static async Task Snippet() {{ {code} await Task.CompletedTask; }} }}");

    [Fact]
    public void There_are_ten_of_them() => Daily().Count.ShouldBe(10);

    public static TheoryData<string> Values() => [.. CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", "values.md"))).Select(block => block.Code)];

    [Theory]
    [MemberData(nameof(Values))]
    public void The_code_about_values_compiles(string code)
    {
        const string Context = "sealed record Order(string Number); static class MyContext { public static class Default { public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<Order> Order => null!; } }";
        Compiler.ShouldCompile($"{Surroundings} {Context} static async Task Snippet() {{ {code} await Task.CompletedTask; }} }}");
    }

    [Fact]
    public void The_readmes_code_compiles()
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("README.md"));
        Compiler.ShouldCompile(CodeBlock.Of(page).ShouldHaveSingleItem().Code, OutputKind.ConsoleApplication);
    }

    [Fact]
    public void The_privacy_pages_code_compiles()
        => Compiler.ShouldCompile($"{Surroundings} static void Snippet() {{ {CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", "privacy.md"))).ShouldHaveSingleItem().Code} }} }}");

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp14)]
    public void Named_inputs_bind_to_the_form_for_them(LanguageVersion version)
    {
        var compilation = Compiler.Compile($"{Surroundings} static void Snippet() {{ Mlflow.StartSpan(\"a\", SpanType.Agent, (\"question\", question)); Mlflow.CurrentSpan.SetInputs((\"a\", 1), (\"b\", 2)); }} }}", version: version);
        var tree = compilation.SyntaxTrees.Single();
        var calls = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.ToString().StartsWith("Mlflow.", StringComparison.Ordinal));
        calls.Select(call => compilation.GetSemanticModel(tree).GetSymbolInfo(call, TestContext.Current.CancellationToken).Symbol).OfType<IMethodSymbol>()
            .Select(method => method.Parameters[^1].Name).ShouldBe(["moreInputs", "more"]);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs")]
    [InlineData("docs/integrations")]
    [InlineData("samples/QuickStart")]
    public void Every_relative_link_leads_somewhere(string place)
    {
        var path = RepositoryRoot.Combine(place);
        foreach (var page in Directory.Exists(path) ? Directory.GetFiles(path, "*.md") : [path])
        {
            var links = Link().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'));
            links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Split('#')[0]))).ShouldBeEmpty(page);
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
