using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Assessments;

/// <summary>On the real servers where they can be had.</summary>
public sealed class StoredTraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => [MlflowServers.Latest, MlflowServers.Oldest];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_trace_that_is_still_on_its_way_is_waited_for(string version)
    {
        await using var tracer = await TracerAsync(version);
        for (var i = 0; i < 5; i++)
        {
            tracer.StartSpan("root", inputs: "q").SetOutputs("a").End();
            await tracer.LogFeedbackAsync(tracer.LastTraceId!, "helpful", true, AssessmentSource.Human("anna"), "right", [new("ui", "desk")], cancellationToken: Token);
        }

        await tracer.FlushAsync(Token);
        var info = (await tracer.GetTraceAsync(tracer.LastTraceId!, Token)).ShouldNotBeNull().Info;
        info.ResponsePreview.ShouldNotBeNull();
        var feedback = info.Assessments.ShouldHaveSingleItem().ShouldBeOfType<Feedback>();
        feedback.ShouldSatisfyAllConditions(
            one => one.Value.ShouldBe(true),
            one => one.Source.ShouldBe(AssessmentSource.Human("anna")),
            one => one.Rationale.ShouldBe("right"),
            one => one.Metadata["ui"].ShouldBe("desk"),
            one => one.TraceId.ShouldBe(info.TraceId),
            one => one.Valid.ShouldBe(true));
        (tracer.Statistics.InfosDropped, tracer.Statistics.Dropped).ShouldBe((0, 0));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_is_read_changed_overridden_and_deleted(string version)
    {
        await using var tracer = await TracerAsync(version);
        tracer.StartSpan("root").End();
        var id = tracer.LastTraceId!;
        var judged = await tracer.LogFeedbackAsync(id, "relevance", 0.6, AssessmentSource.LlmJudge("m"), "so so", [new("k", "1")], cancellationToken: Token);

        var changed = await tracer.UpdateAssessmentAsync(id, judged.AssessmentId!, new Feedback { Name = "relevant", Rationale = "well", Metadata = new Dictionary<string, string> { ["l"] = "2" } }, Token);
        (changed.Name, changed.Rationale, changed.Metadata.Count).ShouldBe(("relevant", "well", 2));
        changed.ShouldBeOfType<Feedback>().Value.ShouldBe(0.6);
        (await tracer.UpdateAssessmentAsync(id, judged.AssessmentId!, new Feedback { Name = "relevant", Value = new[] { 1, 2 } }, Token)).ShouldBeOfType<Feedback>().Value.ShouldBeOfType<JsonElement>().GetArrayLength().ShouldBe(2);

        var better = await tracer.OverrideFeedbackAsync(id, judged.AssessmentId!, 0.9, AssessmentSource.Human("anna"), "better", [new("why", "read it")], Token);
        (better.Name, better.Overrides, better.Valid).ShouldBe(("relevant", judged.AssessmentId, true));
        (await tracer.GetAssessmentAsync(id, judged.AssessmentId!, Token)).ShouldNotBeNull().Valid.ShouldBe(false);

        await tracer.DeleteAssessmentAsync(id, better.AssessmentId!, Token);
        (await tracer.GetAssessmentAsync(id, better.AssessmentId!, Token)).ShouldBeNull();
        (await tracer.GetAssessmentAsync(id, judged.AssessmentId!, Token)).ShouldNotBeNull().Valid.ShouldBe(true);

        var expected = await tracer.LogExpectationAsync(id, "expected", new { day = "Friday" }, cancellationToken: Token);
        await ThrowsAsync("only a feedback can be overridden", () => tracer.OverrideFeedbackAsync(id, expected.AssessmentId!, 1, cancellationToken: Token));
        await ThrowsAsync("Cannot update", () => tracer.UpdateAssessmentAsync(id, expected.AssessmentId!, new Feedback { Name = "f", Value = 1 }, Token));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_was_logged_while_the_trace_ran_is_as_if_logged_afterwards(string version)
    {
        await using var tracer = await TracerAsync(version);
        string? overridden, overriding;
        using (var root = tracer.StartSpan("root"))
        {
            overridden = (await tracer.LogFeedbackAsync(root.TraceId, "relevance", 0.6, spanId: root.SpanId, error: new("PARTIAL", "one of two", "at A"), cancellationToken: Token)).AssessmentId;
            overriding = (await tracer.OverrideFeedbackAsync(root.TraceId, overridden!, 0.9, AssessmentSource.Human(), cancellationToken: Token)).AssessmentId;
            await tracer.LogExpectationAsync(root.TraceId, "docs", new object[] { "d-1", new { n = 1 } }, metadata: [new("m", "1")], cancellationToken: Token);
            await tracer.LogFeedbackAsync(root.TraceId, "hard", BadValue(), cancellationToken: Token);
        }

        await tracer.FlushAsync(Token);
        var all = (await tracer.GetTraceAsync(tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Assessments.ToDictionary(one => one.AssessmentId!);

        all.Count.ShouldBe(4);
        (all[overridden!].Valid, all[overridden!].SpanId is null, ((Feedback)all[overridden!]).Error).ShouldBe((false, false, new AssessmentError("PARTIAL", "one of two", "at A")));
        (all[overriding!].Valid, all[overriding!].Overrides).ShouldBe((true, overridden));
        all.Values.OfType<Expectation>().ShouldHaveSingleItem().Value.ShouldBeOfType<JsonElement>()[1].GetProperty("n").GetInt32().ShouldBe(1);

        // The ids that the calls returned hold afterwards.
        await tracer.UpdateAssessmentAsync(tracer.LastTraceId!, overriding!, new Feedback { Name = "relevance", Value = 1 }, Token);
        tracer.Statistics.InfosDropped.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Values_of_every_kind_are_taken(string version)
    {
        await using var tracer = await TracerAsync(version);
        tracer.StartSpan("root").End();
        object[] values = [false, 0, -1.5, long.MaxValue, double.NaN, "", "{\"a\":1}", "lone \ud83d", Array.Empty<int>(), new { }, DayOfWeek.Friday, DateTimeOffset.UnixEpoch, BadValue()];
        foreach (var value in values)
        {
            (await tracer.LogFeedbackAsync(tracer.LastTraceId!, "f", value, cancellationToken: Token)).Value.ShouldNotBeNull();
            (await tracer.LogExpectationAsync(tracer.LastTraceId!, "e", value, cancellationToken: Token)).Value.ShouldNotBeNull();
        }

        (await tracer.GetTraceAsync(tracer.LastTraceId!, Token))!.Info.Assessments.Count.ShouldBe(2 * values.Length);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_is_not_there_is_said_with_the_servers_words(string version)
    {
        const string Nowhere = "tr-00000000000000000000000000000001";
        await using var tracer = await TracerAsync(version);
        tracer.StartSpan("root").End();

        var missing = await ThrowsAsync("Check the ids", () => tracer.LogFeedbackAsync(Nowhere, "f", 1, cancellationToken: Token));
        (missing.StatusCode, missing.ErrorCode).ShouldBe((404, "RESOURCE_DOES_NOT_EXIST"));
        missing.Message.ShouldContain($"Trace with ID '{Nowhere}' not found");
        await ThrowsAsync("'a-1' not found", () => tracer.UpdateAssessmentAsync(tracer.LastTraceId!, "a-1", new Feedback { Name = "f" }, Token));
        (await tracer.GetAssessmentAsync(Nowhere, "a-1", Token)).ShouldBeNull();
        await tracer.DeleteAssessmentAsync(tracer.LastTraceId!, "a-1", Token);
    }

    [Fact]
    public async Task An_issue_is_linked_by_its_id_on_stored_and_on_running_traces()
    {
        var server = await MlflowServers.StartAsync();
        if (!server.IsReal) Assert.Skip("the stand-in has no issues");
        await using var tracer = Tracer(server);
        using (var root = tracer.StartSpan("root"))
        {
            var issue = await NewIssueAsync(server);
            (await tracer.LogIssueAsync(root.TraceId, issue, cancellationToken: Token)).IssueName.ShouldBe("Slow answers");
            await ThrowsAsync("is called 'Slow answers', not 'Fast answers'", () => tracer.LogIssueAsync(root.TraceId, issue, "Fast answers", cancellationToken: Token));
            await ThrowsAsync("no issue with the id 'iss-x'", () => tracer.LogIssueAsync(root.TraceId, "iss-x", cancellationToken: Token));
        }

        var stored = await NewIssueAsync(server);
        await tracer.LogIssueAsync(tracer.LastTraceId!, stored, "Slow answers", AssessmentSource.Human("anna"), "3 s", [new("k", "v")], runId: "run-1", cancellationToken: Token);
        var read = (await tracer.GetTraceAsync(tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Assessments.OfType<IssueReference>().ToArray();
        read.Length.ShouldBe(2);
        read.Single(one => one.Name == stored).ShouldSatisfyAllConditions(
            one => (one.IssueName, one.Rationale, one.RunId, one.Source).ShouldBe(("Slow answers", "3 s", "run-1", AssessmentSource.Human("anna"))),
            one => one.Metadata["k"].ShouldBe("v"));
    }

    [Fact]
    public async Task An_older_server_has_no_issues_and_the_version_is_named()
    {
        await using var tracer = await TracerAsync(MlflowServers.Oldest);
        using var root = tracer.StartSpan("root");
        await ThrowsAsync("Issues need MLflow 3.17 or newer; the server is 3.6.", () => tracer.LogIssueAsync(root.TraceId, "iss-1", cancellationToken: Token));
        await ThrowsAsync("the server is 3.6.", () => tracer.LogAssessmentAsync(root.TraceId, new IssueReference { Name = "iss-1", IssueName = "i" }, Token));
    }

    private static object BadValue()
    {
        object value = "deep";
        for (var i = 0; i < 50; i++) value = i % 2 == 0 ? new Dictionary<string, object> { ["k"] = value, ["null"] = null! } : new List<object> { value, double.PositiveInfinity, "\0" };
        return value;
    }

    private static async Task<string> NewIssueAsync(IMlflowServer server)
    {
        using var client = new HttpClient();
        using var body = new StringContent(new JsonObject { ["experiment_id"] = "0", ["name"] = "Slow answers", ["description"] = "d" }.ToJsonString(), Encoding.UTF8, "application/json");
        using var made = await client.PostAsync(new Uri(server.Uri + "/api/3.0/mlflow/issues"), body, Token);
        return JsonNode.Parse(await made.Content.ReadAsStringAsync(Token))!["issue"]!["issue_id"]!.ToString();
    }

    private static async Task<MlflowTracer> TracerAsync(string version) => Tracer(await MlflowServers.StartAsync(version));

    private static MlflowTracer Tracer(IMlflowServer server)
        => new(new MlflowOptions { TrackingUri = server.Uri, Experiment = $"assessments-{Guid.NewGuid():n}", Environment = _ => null });

    private static async Task<MlflowException> ThrowsAsync(string words, Func<Task> call)
    {
        var thrown = await Should.ThrowAsync<MlflowException>(call);
        thrown.Message.ShouldContain(words);
        return thrown;
    }
}
