using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.BadInput;

/// <summary>Servers that do not take our traces: the application goes on, one message says what to do, and once it is done everything arrives.</summary>
public sealed class ServerTroubleTests : IAsyncDisposable
{
    private readonly Door _door = new();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task Nobody_at_the_address()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await server.StopAsync();
        await TellsAsync(server.Uri, $"MLflow at {server.Uri}/ does not answer", "Traces are kept and tried again.");

        await server.ResumeAsync();
        await ArrivesAsync(server);
    }

    [Fact]
    public async Task An_experiment_that_does_not_exist()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await TellsAsync(
            server.Uri,
            $"There is no experiment with id 1 at {server.Uri}/. Set ExperimentId (MLFLOW_EXPERIMENT_ID) to one that exists, or Experiment (MLFLOW_EXPERIMENT_NAME) to a name, which is created.",
            "Traces are kept and tried again.",
            options => options.ExperimentId = "1");

        using var client = new HttpClient();
        using var body = new StringContent("""{"name":"made later"}""", System.Text.Encoding.UTF8, "application/json");
        using var made = await client.PostAsync(new Uri(server.Uri + "/api/2.0/mlflow/experiments/create"), body, TestContext.Current.CancellationToken);
        made.IsSuccessStatusCode.ShouldBeTrue();
        await ArrivesAsync(server);
    }

    [Fact]
    public async Task Credentials_that_are_refused()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.RequiredAuthorization = Basic("anna:old");
        await TellsAsync(
            server.Uri,
            $"MLflow at {server.Uri}/ asks for credentials or refuses those it got (401: You are not authenticated.",
            "Set Username and Password (MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD) or Token (MLFLOW_TRACKING_TOKEN).",
            options => (options.Username, options.Password) = ("anna", "a-password-nobody-may-see"));
        _door.Log.Containing("a-password-nobody-may-see").ShouldBeEmpty();

        server.RequiredAuthorization = Basic("anna:a-password-nobody-may-see");
        await ArrivesAsync(server);
    }

    [Fact]
    public async Task A_token_that_ends_in_a_line_break_is_no_trouble()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.RequiredAuthorization = "Bearer from-a-file";
        _door.Autolog(options =>
        {
            options.TrackingUri = server.Uri;
            options.Environment = name => name == "MLFLOW_TRACKING_TOKEN" ? "from-a-file\n" : null;
            options.StorePath = _door.Sandbox.Store;
        });
        Mlflow.Trace("goes on", SpanType.Chain, static _ => { });
        await ArrivesAsync(server);
    }

    [Fact]
    public async Task A_host_name_that_the_server_does_not_allow()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(int.MaxValue, 403, body: "Invalid Host header - possible DNS rebinding attack detected");
        var authority = new Uri(server.Uri).Authority;
        await TellsAsync(
            server.Uri,
            $"MLflow at {server.Uri}/ refuses the host name '{authority}' (403: Invalid Host header",
            $"Start the server with --allowed-hosts {authority} or MLFLOW_SERVER_ALLOWED_HOSTS={authority}.");

        server.Heal();
        await ArrivesAsync(server);
    }

    [Fact]
    public async Task A_server_that_is_too_old()
    {
        var port = FreePort.Next();
        await using (var old = await FakeMlflowServer.StartAsync("3.3.0", port))
            await TellsAsync(old.Uri, $"MLflow at {old.Uri}/ is 3.3.0; traces need 3.4 or newer. Upgrade the server.", "Traces are kept and tried again.");

        await using var upgraded = await FakeMlflowServer.StartAsync(port: port);
        await ArrivesAsync(upgraded);
    }

    [Fact]
    public async Task No_MLflow_at_the_address()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(int.MaxValue, 404, body: "nginx");
        await TellsAsync(server.Uri, $"There is no MLflow at {server.Uri}/ (404: nginx). Check TrackingUri (MLFLOW_TRACKING_URI)", "Traces are kept and tried again.");

        server.Heal();
        await ArrivesAsync(server);
    }

    private static string Basic(string userAndPassword) => "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(userAndPassword));

    private async Task TellsAsync(string uri, string message, string advice, Action<MlflowOptions>? configure = null)
    {
        _door.Autolog(options =>
        {
            options.TrackingUri = uri;
            configure?.Invoke(options);
        });
        Mlflow.Trace("goes on", SpanType.Chain, static _ => 1).ShouldBe(1);
        await Eventually.TrueAsync(() => _door.Log.Lines.Count > 0, Programs.Limit);

        var line = _door.Log.Lines.ShouldHaveSingleItem();
        line.ShouldContain(message);
        line.ShouldContain(advice);
        (Mlflow.Statistics.Pending, Mlflow.Statistics.Dropped).ShouldBe((1, 0));
    }

    private static async Task ArrivesAsync(FakeMlflowServer server)
    {
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        server.Names().ShouldBe(["goes on"]);
        (Mlflow.Statistics.Delivered, Mlflow.Statistics.Dropped).ShouldBe((1, 0));
    }
}
