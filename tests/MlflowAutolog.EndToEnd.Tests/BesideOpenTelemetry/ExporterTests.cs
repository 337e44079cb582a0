using System.Diagnostics;
using MlflowAutolog.EndToEnd.Tests.Support;

namespace MlflowAutolog.EndToEnd.Tests.BesideOpenTelemetry;

/// <summary>Who exports with OpenTelemetry gets from it what they got before, and MLflow gets everything.</summary>
public sealed class ExporterTests : IDisposable
{
    private readonly Func<ActivityTraceId>? _generator = Activity.TraceIdGenerator;

    public void Dispose() => Activity.TraceIdGenerator = _generator;

    [Theory]
    [InlineData("off", false, 0)]
    [InlineData("ratio", false, 0)]
    [InlineData("ratio", true, 4)]
    [InlineData("on", false, 4)]
    [InlineData("parent", false, 4)]
    [InlineData("parent off", false, 0)]
    [InlineData("parent ratio", false, 0)]
    [InlineData("parent ratio", true, 4)]
    public async Task A_program_exports_what_it_did(string sampler, bool isKept, int expected)
        => await CompareAsync(sampler, isKept, expected, static app => app.RunAsync());

    [Theory]
    [InlineData("off", false, 0)]
    [InlineData("ratio", false, 0)]
    [InlineData("ratio", true, 4)]
    [InlineData("on", false, 4)]
    [InlineData("parent", false, 0)]
    public async Task A_web_request_that_is_not_sampled_exports_what_it_did(string sampler, bool isKept, int expected)
        => await CompareAsync(sampler, isKept, expected, app => app.ServeAsync($"00-{Samplers.TraceId(isKept, 77)}-00f067aa0ba902b7-00"));

    [Theory]
    [InlineData("off", false, 0)]
    [InlineData("ratio", false, 0)]
    [InlineData("ratio", true, 3)]
    [InlineData("on", false, 3)]
    [InlineData("parent", false, 3)]
    [InlineData("parent off", false, 0)]
    [InlineData("parent ratio", false, 0)]
    [InlineData("parent ratio", true, 3)]
    public async Task With_a_span_of_MLflow_outermost_the_same_spans_are_exported(string sampler, bool isKept, int expected)
        => await CompareAsync(sampler, isKept, expected, static app => app.AskAsync());

    private static async Task CompareAsync(string sampler, bool isKept, int expected, Func<UserApp, Task> run)
    {
        var without = await ExportedAsync(sampler, isKept, withUs: false, run);
        var with = await ExportedAsync(sampler, isKept, withUs: true, run);
        with.ShouldBe(without, string.Join('\n', with));
        with.Count.ShouldBe(expected);
    }

    private static async Task<IReadOnlyList<ExportedSpan>> ExportedAsync(string sampler, bool isKept, bool withUs, Func<UserApp, Task> run)
    {
        var number = 0;
        Activity.TraceIdGenerator = () => Samplers.TraceId(isKept, Interlocked.Increment(ref number));
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        using var telemetry = new UserTelemetry(Samplers.Named(sampler));
        if (withUs) door.Autolog();
        await run(new UserApp(model.NewClient()));
        if (withUs) await ShouldBeCompleteAsync(door);
        else Directory.Exists(door.Sandbox.Store).ShouldBeFalse();

        var exported = telemetry.Exported();
        exported.ShouldAllBe(span => !span.Everything.Contains("mlflow", StringComparison.OrdinalIgnoreCase)
            && !span.Everything.Contains(UserApp.Secret, StringComparison.Ordinal)
            && !span.Everything.Contains(Model.Answer, StringComparison.Ordinal));
        exported.Where(span => span.Name is "handle" or "load").ShouldAllBe(span => span.Everything.Contains("user.tag=kept", StringComparison.Ordinal));
        return exported;
    }

    private static async Task ShouldBeCompleteAsync(Door door)
    {
        var trace = await Door.LastAsync();
        trace.Spans.Select(span => span.Name).ShouldBe(["agent", "Completions"]);
        trace.Root!.Inputs!.Value.GetRawText().ShouldContain(UserApp.Secret);
        trace.Root.Outputs!.Value.GetString().ShouldBe(Model.Answer);
        trace.Spans[1].ParentId.ShouldBe(trace.Root.SpanId);
        trace.Spans[1].Usage!.Value.TotalTokens.ShouldBe(12);
        door.Sandbox.Stored().Count.ShouldBe(1);
    }
}
