using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using MlflowAutolog.EndToEnd.Tests.Support;
using OpenAI.Chat;

namespace MlflowAutolog.EndToEnd.Tests.BesideOpenTelemetry;

/// <summary>The same code with and without us; only <c>Mlflow.Autolog()</c> makes the difference.</summary>
internal sealed class UserApp(ChatClient chat)
{
    public const string Secret = "a-question-nobody-else-may-see";

    /// <summary>A program or a worker: its own span is the outermost one.</summary>
    public async Task RunAsync()
    {
        using var root = UserTelemetry.Source.StartActivity("handle");
        root?.SetTag("user.tag", "kept");
        await AskAsync();
    }

    /// <summary>A web request that somebody else's trace comes with.</summary>
    public async Task ServeAsync(string traceparent)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var web = builder.Build();
        web.MapGet("/ask", AskAsync);
        await web.StartAsync(TestContext.Current.CancellationToken);
        await GetAsync(new Uri(web.Urls.Single()), traceparent);
    }

    /// <summary>A span of MLflow around spans of the user's and a model call.</summary>
    public async Task AskAsync()
    {
        using var span = Mlflow.StartSpan("agent", SpanType.Agent, ("question", Secret));
        using (var load = UserTelemetry.Source.StartActivity("load")) load?.SetTag("user.tag", "kept");
        ChatCompletion reply = await chat.CompleteChatAsync(new UserChatMessage(Secret));
        using (UserTelemetry.Source.StartActivity("save"))
        {
            span.SetOutputs(reply.Content[0].Text);
        }
    }

    /// <summary>By socket: an HttpClient in this process would be seen by the user's own instrumentation.</summary>
    private static async Task GetAsync(Uri address, string traceparent)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /ask HTTP/1.1\r\nHost: {address.Authority}\r\ntraceparent: {traceparent}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 200");
    }
}
