using MlflowAutolog.TestSupport.Processes;
using Microsoft.CodeAnalysis;

namespace MlflowAutolog.Docs.Tests;

/// <summary>docs/coming-from-python.md is the contract of the public API: what it lists as built exists with exactly that signature.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<CodeBlock> Blocks = CodeBlock.Of(File.ReadAllText(RepositoryRoot.Combine("docs", "coming-from-python.md")));

    [Theory]
    [InlineData("", "MlflowAutolog.Mlflow")]
    [InlineData("span", "MlflowAutolog.MlflowSpan")]
    [InlineData("options", "MlflowAutolog.MlflowOptions")]
    public void What_is_listed_as_built_exists_with_that_signature(string kind, string type)
    {
        var built = Blocks.Where(block => block.Kind == kind).Select(block => block.Built()).Where(text => text.Length > 0).ToArray();
        var listed = Signatures(Compiler.Compile($"namespace MlflowAutolog {{ class Listed {{ {string.Join('\n', built)} }} }}"), "MlflowAutolog.Listed");
        var real = Signatures(Compiler.Compile(""), type);
        if (kind != "options") listed.ShouldNotBeEmpty();
        listed.Except(real).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "MlflowAutolog.Mlflow")]
    [InlineData("span", "MlflowAutolog.MlflowSpan")]
    public void Every_public_member_is_listed_as_built(string kind, string type)
    {
        var built = string.Join('\n', Blocks.Where(block => block.Kind == kind).Select(block => block.Built()));
        var listed = Signatures(Compiler.Compile($"namespace MlflowAutolog {{ class Listed {{ {built} }} }}"), "MlflowAutolog.Listed");
        Signatures(Compiler.Compile(""), type).Except(listed).ShouldBeEmpty();
    }

    private static string[] Signatures(Compilation compilation, string type)
    {
        var format = SymbolDisplayFormat.CSharpErrorMessageFormat
            .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers)
            .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeModifiers)
            .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
        return
        [
            .. compilation.GetTypeByMetadataName(type)!.GetMembers()
                .Where(member => member.DeclaredAccessibility == Accessibility.Public && !member.IsImplicitlyDeclared)
                .Where(member => member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })
                .Select(member => member.ToDisplayString(format).Replace("extern ", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }
}
