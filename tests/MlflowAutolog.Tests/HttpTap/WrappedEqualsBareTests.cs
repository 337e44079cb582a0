using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

/// <summary>The server sees the same bytes and the caller gets the same, with the tap and without.</summary>
public sealed class WrappedEqualsBareTests
{
    public static TheoryData<string, bool> Cases => new MatrixTheoryData<string, bool>(["ok", "400", "503", "stream", "left early", "cancelled", "refused"], [true, false]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_tap_changes_nothing(string what, bool isBodyInMemory)
    {
        var bare = await RunAsync(what, isBodyInMemory);
        await using var tapped = new Tapped();
        var wrapped = await RunAsync(what, isBodyInMemory);
        wrapped.ShouldBe(bare);
        (await tapped.SpanAsync()).InputsJson().ShouldNotBeNull();
    }

    private static async Task<string> RunAsync(string what, bool isBodyInMemory)
    {
        var port = what == "refused" ? new Uri("http://127.0.0.1:9/") : null;
        await using var server = await ScriptedModelServer.StartAsync(ReplyFor(what));
        using var client = new HttpClient();
        using var request = Call.Request(port ?? server.Uri, isBodyInMemory || what == "refused" ? null : new JsonLikeContent(Call.Body));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer x");
        var result = await ReadAsync(client, request, what);
        var requests = string.Join("\n", server.Exchanges.Select(exchange => Encoding.Latin1.GetString(exchange.Raw.Span)));
        return $"{result}\n{requests.Replace(server.Uri.Authority, "server", StringComparison.Ordinal)}";
    }

    private static ScriptedReply ReplyFor(string what) => what switch
    {
        "400" => ScriptedReply.Json("""{"error":{"message":"bad"}}""", 400),
        "503" => ScriptedReply.Json("""{"error":{"message":"busy"}}""", 503) with { Headers = [new("Retry-After", "1"), new("X-Odd", "a"), new("X-Odd", "b")] },
        "stream" or "left early" => ScriptedReply.Sse("""{"id":"1","choices":[]}""", """{"id":"1","choices":[]}""", "[DONE]"),
        "cancelled" => ScriptedReply.Json(Call.Reply) with { Delay = TimeSpan.FromMinutes(1) },
        _ => ScriptedReply.Json(Call.Reply),
    };

    private static async Task<string> ReadAsync(HttpClient client, HttpRequestMessage request, string what)
    {
        using var limit = new CancellationTokenSource(what == "cancelled" ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromMinutes(1));
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var headers = string.Join("\n", response.Headers.Concat(response.Content.Headers)
                .Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(",", header.Value)}"));
            if (what != "left early") return $"{(int)response.StatusCode}\n{headers}\n{await response.Content.ReadAsStringAsync(limit.Token)}";
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
            return $"{(int)response.StatusCode}\n{headers}\n{await reader.ReadLineAsync(limit.Token)}";
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return $"{e.GetType().Name}: {e.Message} < {e.InnerException?.GetType().Name}";
        }
    }
}
