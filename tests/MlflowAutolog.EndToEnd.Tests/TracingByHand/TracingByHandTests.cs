using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.TracingByHand;

/// <summary>The sample of the light SDK, run by a stranger, and read back from where it put its traces.</summary>
public sealed class TracingByHandTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Without_a_server_the_traces_are_in_the_folder_and_read_back_from_it()
    {
        var output = await RunAsync();

        output.ShouldContain(Path.GetFullPath(_sandbox.Store));
        output.ShouldContain("within_limit: True (limits)");
        await ShouldTellAsync(new MlflowOptions());
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task With_a_server_they_are_found_by_their_session_and_a_customers_thumb_is_with_them(string version)
    {
        var server = await MlflowServers.StartAsync(version);
        if (!server.IsReal) Assert.Skip("the stand-in does not filter");
        var experiment = $"by-hand-{Guid.NewGuid():N}";

        (await RunAsync(("MLFLOW_TRACKING_URI", server.Uri), ("MLFLOW_EXPERIMENT_NAME", experiment))).ShouldContain("settle_claim Ok");

        var answer = await ShouldTellAsync(new MlflowOptions { TrackingUri = server.Uri, Experiment = experiment });
        answer.Info.Assessments.OfType<Feedback>().Select(feedback => (feedback.Name, feedback.Source!.Id)).ShouldBe([("within_limit", "limits"), ("helpful", "anna")], ignoreOrder: true);
    }

    private async Task<string> RunAsync(params IEnumerable<(string Name, string? Value)> environment)
    {
        await using var child = ChildProcess.Start(Programs.TracingByHand, [], _sandbox.Environment(environment), _sandbox.Path);
        (await child.WaitForExitAsync(Programs.Limit)).ShouldBe(0, child.Output + child.Error);
        return child.Output;
    }

    private async Task<MlflowTrace> ShouldTellAsync(MlflowOptions options)
    {
        _sandbox.Configure(options);
        await using var reader = new MlflowTracer(options);
        var traces = new Dictionary<string, MlflowTrace>();
        await foreach (var trace in reader.SearchTracesAsync(cancellationToken: TestContext.Current.CancellationToken)) traces.Add(trace.Root!.Name, trace);
        traces.Keys.ShouldBe(["settle_claim", "answer_claim"]);
        traces["settle_claim"].Spans.Select(span => (span.Name, span.Status)).ShouldBe(
            [("settle_claim", SpanStatusCode.Ok), ("pay", SpanStatusCode.Error), ("pay", SpanStatusCode.Ok)]);
        traces.Values.ShouldAllBe(trace => trace.Info.Metadata["mlflow.trace.session"] == "claim-17" && trace.Info.Tags["env"] == "demo");

        var answer = traces["answer_claim"];
        var inputs = answer.Root!.Inputs!.Value;
        inputs.GetProperty("Text").GetString().ShouldEndWith("Write to [email], my card is [card].");
        (await PhotoAsync(reader, inputs.GetProperty("photo").GetString()!)).ShouldBe(await File.ReadAllBytesAsync(RepositoryRoot.Combine("samples", "TracingByHand", "suitcase.png"), TestContext.Current.CancellationToken));
        answer.Root.Outputs!.Value.GetString().ShouldStartWith("Damage to baggage is covered");
        return answer;
    }

    // MLflow 3.6 shows no attachments, so there the picture stands in the span.
    private static async Task<byte[]> PhotoAsync(MlflowTracer reader, string text)
    {
        const string Inline = "data:image/png;base64,";
        if (text.StartsWith(Inline, StringComparison.Ordinal)) return Convert.FromBase64String(text[Inline.Length..]);
        return (await reader.GetAttachmentAsync(text, TestContext.Current.CancellationToken)).ShouldNotBeNull().Content.ToArray();
    }
}
