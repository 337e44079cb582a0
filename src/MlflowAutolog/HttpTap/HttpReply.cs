using MlflowAutolog.Exchanges;

namespace MlflowAutolog.HttpTap;

/// <summary>Reads the head of a reply as HttpClient has it, split between the message and its content.</summary>
internal static class HttpReply
{
    private static readonly Func<HttpResponseMessage, string, string?> Header = static (response, name)
        => ContentHeaders.Value(response.Content, name) ?? (response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null);

    public static ReplyHead HeadOf(HttpResponseMessage response) => ReplyHead.Of(response, (int)response.StatusCode, response.ReasonPhrase, Header);
}
