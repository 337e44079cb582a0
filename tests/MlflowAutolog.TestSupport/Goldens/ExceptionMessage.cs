using System.Text.RegularExpressions;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>What of a Python exception's text has to be found in ours: the server's own words, or the program's.</summary>
internal static partial class ExceptionMessage
{
    /// <summary>Texts that Python's SDK makes up itself.</summary>
    private static readonly HashSet<string> OfTheSdk = ["Connection error.", "Request timed out.", "division by zero"];

    public static bool IsContained(string python, string dotnet)
    {
        if (OfTheSdk.Contains(python) || python.StartsWith("peer closed connection", StringComparison.Ordinal)) return dotnet.Length > 0;
        var body = Body().Match(python);
        var words = body.Success ? Unescape(body.Groups["text"].Value) : python;
        return dotnet.Contains(words, StringComparison.Ordinal);
    }

    private static string Unescape(string text) => text.Replace("\\'", "'", StringComparison.Ordinal);

    /// <summary><c>Error code: 401 - {'error': {'message': 'the words', …</c>; Python prints double quotes when the words hold a single one.</summary>
    [GeneratedRegex("""^Error code: \d+ - .*?'message': (?:'(?<text>(?:[^'\\]|\\.)*)'|"(?<text>(?:[^"\\]|\\.)*)")""")]
    private static partial Regex Body();
}
