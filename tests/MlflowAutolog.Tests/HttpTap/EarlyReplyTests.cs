using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

/// <summary>A content of ours turns HTTP/2's duplex mode on: a server that answers before it has the body must be heard all the same.</summary>
public sealed class EarlyReplyTests
{
    [Theory]
    [InlineData(413, HttpProtocols.Http1)]
    [InlineData(401, HttpProtocols.Http1)]
    [InlineData(413, HttpProtocols.Http2)]
    [InlineData(401, HttpProtocols.Http2)]
    public async Task An_answer_before_the_body_is_read_arrives_as_without_the_tap(int status, HttpProtocols protocol)
    {
        await using var server = await StartAsync(status, protocol);
        var uri = new Uri(server.Urls.Single());
        var bare = await SendAsync(uri, protocol);
        await using var tapped = new Tapped();
        (await SendAsync(uri, protocol)).ShouldBe(bare);
        if (bare.StartsWith("status", StringComparison.Ordinal)) bare.ShouldBe($"status {status}: early");
    }

    private static async Task<string> SendAsync(Uri uri, HttpProtocols protocol)
    {
        using var client = new HttpClient();
        using var content = Call.Streamed(Call.Body.Replace("Hi", new string('x', 200_000), StringComparison.Ordinal));
        using var request = Call.Request(uri, content);
        request.Version = protocol == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return $"status {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    private static async Task<WebApplication> StartAsync(int status, HttpProtocols protocol)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocol));
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("early");
        });
        await app.StartAsync();
        return app;
    }
}
