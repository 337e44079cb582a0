using System.Diagnostics;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Delivery.Server;

/// <summary>Traces far larger than any request, on the real server and in the local store.</summary>
public sealed class LargeTraceTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trace_of_a_hundred_thousand_spans_is_delivered_and_read_back()
    {
        const int Children = 99_999;
        var server = await MlflowServers.StartAsync();
        using var folder = new TemporaryFolder();
        await using var tracer = new MlflowTracer(new MlflowOptions { TrackingUri = server.Uri, Environment = name => name == "XDG_STATE_HOME" ? folder.Path : null });
        var clock = Stopwatch.StartNew();
        using (tracer.StartSpan("root", SpanType.Agent, ("spans", Children)))
        {
            for (var i = 0; i < Children; i++)
            {
                using var child = tracer.StartSpan("child", SpanType.Tool, ("i", i));
                child.SetOutputs(i);
            }
        }

        Say("recorded", clock);
        (await tracer.FlushAsync(Cancellation)).ShouldBeTrue();
        Say("delivered", clock);
        (tracer.Statistics.Accepted, tracer.Statistics.Delivered, tracer.Statistics.Dropped).ShouldBe((1L, 1L, 0L));
        var trace = (await tracer.GetTraceAsync(tracer.LastTraceId!, Cancellation)).ShouldNotBeNull();
        Say("read back", clock);
        trace.Spans.Count.ShouldBe(Children + 1);
        trace.Spans.Skip(1).Select(span => span.Outputs!.Value.GetInt32()).ShouldBe(Enumerable.Range(0, Children));
        trace.Info.RequestPreview.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_trace_ten_thousand_levels_deep_is_delivered_and_read_back(bool onServer)
    {
        const int Levels = 10_000;
        using var folder = new TemporaryFolder();
        var options = new MlflowOptions { StorePath = folder.Path, Environment = name => name == "XDG_STATE_HOME" ? folder.Path : null };
        if (onServer) options.TrackingUri = (await MlflowServers.StartAsync()).Uri;
        await using var tracer = new MlflowTracer(options);
        var open = new Stack<MlflowSpan>();
        for (var i = 0; i < Levels; i++) open.Push(tracer.StartSpan($"level {i}"));
        while (open.TryPop(out var span)) span.End();

        (await tracer.FlushAsync(Cancellation)).ShouldBeTrue();
        var trace = (await tracer.GetTraceAsync(tracer.LastTraceId!, Cancellation)).ShouldNotBeNull();
        trace.Spans.Select(span => span.Name).ShouldBe(Enumerable.Range(0, Levels).Select(i => $"level {i}"));
        trace.Spans.Zip(trace.Spans.Skip(1)).ShouldAllBe(pair => pair.Second.ParentId == pair.First.SpanId);
    }

    private void Say(string what, Stopwatch clock)
    {
        using var process = Process.GetCurrentProcess();
        output.WriteLine($"{what} after {clock.Elapsed.TotalSeconds:F1} s, working set at most {process.PeakWorkingSet64 / (1024 * 1024)} MB");
    }
}
