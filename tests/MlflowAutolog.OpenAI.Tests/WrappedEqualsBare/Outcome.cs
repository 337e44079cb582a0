using System.Text;
using System.Text.RegularExpressions;
using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>What came of one call.</summary>
/// <param name="Got">What the caller was given, in order.</param>
/// <param name="Thrown">What it threw, empty when nothing.</param>
/// <param name="Sent">The requests that reached the server, to the byte.</param>
/// <param name="Left">What became of the arguments, and whether the server saw its caller go.</param>
internal sealed partial record Outcome(string Got, string Thrown, string Sent, string Left)
{
    /// <summary>A request as it came over the wire, but for what is different in every run: the server's port, and the boundary that the SDK draws for a form.</summary>
    public static string Normalised(ModelExchange exchange, Uri server)
    {
        var text = Encoding.Latin1.GetString(exchange.Raw.Span).Replace(server.Authority, "server", StringComparison.Ordinal);
        return Boundary().Match(exchange.Header("Content-Type") ?? "") is { Success: true } match ? text.Replace(match.Groups[1].Value, "boundary", StringComparison.Ordinal) : text;
    }

    [GeneratedRegex("boundary=\"?([^\";]+)")]
    private static partial Regex Boundary();
}
