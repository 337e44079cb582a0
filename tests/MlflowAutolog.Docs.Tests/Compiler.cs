using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlflowAutolog.Docs.Tests;

/// <summary>Compiles the documentation's code against what a user would reference.</summary>
internal static class Compiler
{
    private const string Usings = "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks; ";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // Who uses what the vendor calls experimental has said so in the project.
    private static readonly Dictionary<string, ReportDiagnostic> Experimental = new() { ["OPENAI001"] = ReportDiagnostic.Suppress, ["SCME0001"] = ReportDiagnostic.Suppress };

    public static CSharpCompilation Compile(string code, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, LanguageVersion version = LanguageVersion.CSharp14) => CSharpCompilation.Create(
        "Documentation",
        [CSharpSyntaxTree.ParseText(Usings + code, new CSharpParseOptions(version))],
        References,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: Experimental));

    /// <summary>With the newest language, and with the one of the .NET 8 SDK.</summary>
    public static void ShouldCompile(string code, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        foreach (var version in new[] { LanguageVersion.CSharp14, LanguageVersion.CSharp12 })
        {
            Compile(code, kind, version).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty($"{version}: {code}");
        }
    }
}
