using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Tests.Rest;

namespace MlflowAutolog.Tracing.Tests.Recording;

/// <summary>Tags by trace id: of a trace that runs in memory, of one that is on its way after it has arrived.</summary>
public sealed class TraceTagTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tags_of_a_running_trace_are_changed_in_memory()
    {
        await using var recorded = new Recorded();
        using (var root = recorded.Tracer.StartSpan("root"))
        {
            recorded.Tracer.UpdateCurrentTrace(tags: [new("before", "1"), new("gone", "1")]);
            await recorded.Tracer.SetTraceTagAsync(root.TraceId, "before", "2", Token);
            await recorded.Tracer.SetTraceTagAsync(root.TraceId, "more", "3", Token);
            await recorded.Tracer.DeleteTraceTagAsync(root.TraceId, "gone", Token);

            var missing = await Should.ThrowAsync<MlflowException>(() => recorded.Tracer.DeleteTraceTagAsync(root.TraceId, "gone", Token));
            (missing.StatusCode, missing.ErrorCode).ShouldBe((404, "RESOURCE_DOES_NOT_EXIST"));
            missing.Message.ShouldContain("no tag 'gone'");
        }

        recorded.Single.Facts.Tags.ShouldBe([new("before", "2"), new("more", "3")], ignoreOrder: true);
    }

    [Fact]
    public async Task What_MLflow_finds_a_trace_by_is_left_as_it_is()
    {
        await using var recorded = new Recorded();
        using (var root = recorded.Tracer.StartSpan("root"))
        {
            foreach (var key in new[] { "mlflow.user", "mlflow.artifactLocation", "mlflow.trace.spansLocation", "mlflow.trace.archiveLocation", "mlflow.trace.archivalFailure" })
                await recorded.Tracer.SetTraceTagAsync(root.TraceId, key, "x", Token);
            await recorded.Tracer.DeleteTraceTagAsync(root.TraceId, "mlflow.artifactLocation", Token);
        }

        recorded.Single.Facts.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_span_that_is_not_recorded_is_no_trouble()
    {
        await using var recorded = new Recorded(options => options.SamplingRatio = 0);
        var root = recorded.Tracer.StartSpan("root");

        await recorded.Tracer.SetTraceTagAsync(root.TraceId, "a", "b", Token);
        await recorded.Tracer.DeleteTraceTagAsync(root.TraceId, "a", Token);

        root.TraceId.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_trace_that_is_on_its_way_is_waited_for(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        for (var i = 0; i < 5; i++)
        {
            using (var root = server.Tracer.StartSpan("root", inputs: "q")) await server.Tracer.SetTraceTagAsync(root.TraceId, "while it ran", "1", Token);
            await server.Tracer.SetTraceTagAsync(server.Tracer.LastTraceId!, "afterwards", "2", Token);
            await server.Tracer.SetTraceTagAsync(server.Tracer.LastTraceId!, "temporary", "3", Token);
            await server.Tracer.DeleteTraceTagAsync(server.Tracer.LastTraceId!, "temporary", Token);
        }

        await server.FlushAsync();
        var info = (await server.Tracer.GetTraceAsync(server.Tracer.LastTraceId!, Token)).ShouldNotBeNull().Info;
        (info.Tags["while it ran"], info.Tags["afterwards"], info.RequestPreview).ShouldBe(("1", "2", "\"q\""));
        info.Tags.ShouldNotContainKey("temporary");
        server.Tracer.Statistics.InfosDropped.ShouldBe(0);
    }

    [Fact]
    public async Task A_tag_that_the_first_part_of_a_long_trace_told_is_deleted_there_too()
    {
        await using var server = await ServerTracer.OnRealAsync(configure: options => options.EarlySendAfter = TimeSpan.Zero);
        // Parts are sent once the server's version is known.
        server.Tracer.StartSpan("first").End();
        await server.FlushAsync();
        using (var root = server.Tracer.StartSpan("root"))
        {
            await server.Tracer.SetTraceTagAsync(root.TraceId, "told", "1", Token);
            await server.Tracer.SetTraceTagAsync(root.TraceId, "kept", "1", Token);
            server.Tracer.StartSpan("step").End();
            foreach (var trace in server.Tracer.LiveTraces.ToArray()) trace.SendEarly(TimeSpan.Zero);
            await server.FlushAsync();
            (await server.Tracer.GetTraceAsync(root.TraceId, Token)).ShouldNotBeNull().Info.Tags.ShouldContainKey("told");

            await server.Tracer.SetTraceTagAsync(root.TraceId, "never told", "1", Token);
            await server.Tracer.DeleteTraceTagAsync(root.TraceId, "told", Token);
            await server.Tracer.DeleteTraceTagAsync(root.TraceId, "never told", Token);
        }

        await server.FlushAsync();
        var tags = (await server.Tracer.GetTraceAsync(server.Tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Tags;
        tags.ShouldContainKey("kept");
        tags.Keys.ShouldNotContain(key => key.EndsWith("told", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tag_of_a_stored_trace_is_as_it_would_have_been_stored_with_it()
    {
        await using var server = await ServerTracer.OnRealAsync(configure: options => options.Redact(text => text.Replace("secret", "***", StringComparison.Ordinal)));
        server.Tracer.StartSpan("root").End();
        await server.Tracer.SetTraceTagAsync(server.Tracer.LastTraceId!, "50 % (a)", $"a secret \ud83d {new string('x', 9_000)}", Token);

        var tags = (await server.Tracer.GetTraceAsync(server.Tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Tags;
        tags["50 _ _a_"].ShouldStartWith("a *** \ufffd xxx");
        tags["50 _ _a_"].Length.ShouldBeLessThanOrEqualTo(4096);

        await server.Tracer.DeleteTraceTagAsync(server.Tracer.LastTraceId!, "50 % (a)", Token);
        (await server.Tracer.GetTraceAsync(server.Tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Tags.ShouldNotContainKey("50 _ _a_");
    }

    [Fact]
    public async Task Without_a_server_only_a_running_trace_can_be_tagged()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.StartSpan("root").End();

        var refused = await Should.ThrowAsync<MlflowException>(() => recorded.Tracer.SetTraceTagAsync(recorded.Tracer.LastTraceId!, "a", "b", Token));

        refused.Message.ShouldContain("MLFLOW_TRACKING_URI");
        refused.Message.ShouldContain("while the trace runs");
    }
}
