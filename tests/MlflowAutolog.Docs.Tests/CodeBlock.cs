namespace MlflowAutolog.Docs.Tests;

/// <summary>One fenced block of C# in a page.</summary>
/// <param name="Heading">The last heading, or bold line of a numbered step, above it.</param>
/// <param name="Kind">What stands behind <c>csharp</c>, for example <c>span</c>.</param>
/// <param name="Code">The text between the fences.</param>
internal sealed record CodeBlock(string Heading, string Kind, string Code)
{
    public static IReadOnlyList<CodeBlock> Of(string page)
    {
        var blocks = new List<CodeBlock>();
        var heading = "";
        string? kind = null;
        var code = new List<string>();
        foreach (var line in page.Split('\n'))
        {
            if (kind is not null && line.StartsWith("```", StringComparison.Ordinal))
            {
                blocks.Add(new CodeBlock(heading, kind, string.Join('\n', code)));
                kind = null;
            }
            else if (kind is not null) code.Add(line);
            else if (line.StartsWith("```csharp", StringComparison.Ordinal))
            {
                kind = line["```csharp".Length..].Trim();
                code.Clear();
            }
            else if (line.StartsWith('#') || line.StartsWith("**", StringComparison.Ordinal)) heading = line;
        }

        return blocks;
    }

    /// <summary>The part of the block behind the comment <c>// built</c>, up to the next comment of that kind.</summary>
    public string Built()
    {
        var built = new List<string>();
        var taking = false;
        foreach (var line in Code.Split('\n'))
        {
            if (line.StartsWith("// ", StringComparison.Ordinal)) taking = line.StartsWith("// built", StringComparison.Ordinal);
            else if (taking) built.Add(line);
        }

        return string.Join('\n', built).Trim();
    }
}
