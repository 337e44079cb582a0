using System.Reflection;
using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.BadInput;

/// <summary>Whatever an application records: never an exception into it, never a lost span.</summary>
public sealed class BadValueTests
{
    public static TheoryData<string> Values => [.. BadValues.All.Keys];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Every_recording_call_takes_it_and_every_span_is_stored(string name)
    {
        var value = BadValues.All[name];
        await using var server = await FakeMlflowServer.StartAsync();
        await using var door = new Door();
        door.Autolog(options =>
        {
            options.TrackingUri = server.Uri;
            options.DiscoverIntegrations = false;
            options.MaxQueueBytes = 2L << 30;
        });

        var traces = 0;
        foreach (var (member, (_, call)) in RecordingCalls.OfSpan.Concat(RecordingCalls.OfDoor))
        {
            Should.NotThrow(() => Mlflow.Trace("root", SpanType.Chain, _ => call(value)), member);
            traces++;
        }

        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        var statistics = Mlflow.Statistics;
        (statistics.Delivered, statistics.Dropped).ShouldBe((statistics.Accepted, 0), string.Join('\n', door.Log.Lines.Select(line => line[..Math.Min(line.Length, 300)])));
        var spans = server.Spans();
        spans.Count(span => span.Name == "root").ShouldBe(traces);
        spans.Count(span => span.Name == "called").ShouldBe(RecordingCalls.OfSpan.Count);
        // StartSpan, StartDetachedSpan, Trace, TraceAsync, TraceStream, TraceStreamAsync, AddTrace and LogTrace of the door, an overload each.
        spans.Count(span => span.Name is not ("root" or "called" or "detached")).ShouldBe(16);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Every_recording_call_of_a_tracer_takes_it_and_every_span_is_stored(string name)
    {
        var value = BadValues.All[name];
        using var sandbox = new Sandbox();
        await using var server = await FakeMlflowServer.StartAsync();
        var options = new MlflowOptions { TrackingUri = server.Uri, MaxQueueBytes = 2L << 30 };
        sandbox.Configure(options);
        await using var tracer = new MlflowTracer(options);
        foreach (var (member, (_, call)) in RecordingCalls.OfTracer) Should.NotThrow(() => call(value, tracer), member);

        (await tracer.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        (tracer.Statistics.Accepted, tracer.Statistics.Delivered, tracer.Statistics.Dropped).ShouldBe((17L, 17L, 0L));
        server.Spans().Count.ShouldBe(18);
        (await tracer.GetTraceAsync(tracer.LastTraceId!, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public void No_recording_member_is_left_out()
    {
        Members(typeof(Mlflow)).ShouldBe(Covered(RecordingCalls.OfDoor.Select(call => (call.Key, call.Value.Overloads))));
        Members(typeof(MlflowSpan)).ShouldBe(Covered(RecordingCalls.OfSpan.Select(call => (call.Key, call.Value.Overloads))));
        Members(typeof(MlflowTracer)).ShouldBe(Covered(RecordingCalls.OfTracer.Select(call => (call.Key, call.Value.Overloads))));
    }

    private static string[] Members(Type type) => [.. type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName && !RecordingCalls.NotRecording.Contains(method.Name))
        .GroupBy(method => method.Name)
        .Select(group => $"{group.Key} x {group.Count()}")
        .Order(StringComparer.Ordinal)];

    private static string[] Covered(IEnumerable<(string Name, int Overloads)> calls) => [.. calls.Select(call => $"{call.Name} x {call.Overloads}").Order(StringComparer.Ordinal)];
}
