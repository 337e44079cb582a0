using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using Xunit;

namespace MlflowAutolog.Tests.Support;

/// <summary>A call in bare JSON, its reply read to the end.</summary>
internal static class RawCall
{
    public static async Task PostAsync(ScriptedModelServer server, string path, string json)
    {
        using var client = new HttpClient();
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Uri, path)) { Content = body };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
