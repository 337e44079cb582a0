using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;
using OpenTelemetry.Proto.Trace.V1;

namespace MlflowAutolog.EndToEnd.Tests.Exit;

/// <summary>An application records through the door, forgets to flush, and ends in every way there is.</summary>
public sealed class ExitTests : IDisposable
{
    private const string NotEnded = "not ended";

    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> Ends => ["return", "exit", "throw", "TERM", "INT"];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Without_a_server_the_trace_is_in_the_store(string end)
    {
        await EndAsync(end);

        var stored = _sandbox.Stored();
        stored.Select(trace => trace.Root!.Name).ShouldBe(NamesAfter(end), ignoreOrder: true);
        stored.Where(trace => trace.Root!.Name == "open").ShouldAllBe(trace => trace.Root!.Status == SpanStatusCode.Error && trace.Root.StatusMessage == NotEnded);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task With_a_server_the_trace_is_there_or_waits_for_the_next_start(string end)
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await EndAsync(end, ("MLFLOW_TRACKING_URI", server.Uri));

        var there = server.Names().Concat(_sandbox.Spooled().Select(trace => trace.Root!.Name)).Distinct();
        there.ShouldBe(NamesAfter(end), ignoreOrder: true);
        if (end is "return" or "exit") server.Names().ShouldBe(["work"]);
        OpenOnes(server).ShouldAllBe(span => span.Status.Code == Status.Types.StatusCode.Error && span.Status.Message == NotEnded);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task With_the_server_down_the_next_start_delivers(string end)
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await server.StopAsync();
        await EndAsync(end, ("MLFLOW_TRACKING_URI", server.Uri), ("MLFLOW_AUTOLOG_SHUTDOWN_TIMEOUT", "1"));
        _sandbox.Spooled().Select(trace => trace.Root!.Name).ShouldBe(NamesAfter(end), ignoreOrder: true);

        await server.ResumeAsync();
        await using var next = Start("idle", ("MLFLOW_TRACKING_URI", server.Uri));
        await Eventually.TrueAsync(() => server.Names().Count == NamesAfter(end).Length, Programs.Limit, () => next.Error);

        server.Names().ShouldBe(NamesAfter(end));
        OpenOnes(server).ShouldAllBe(span => span.Status.Code == Status.Types.StatusCode.Error && span.Status.Message == NotEnded);
        await Eventually.TrueAsync(() => _sandbox.Spooled().Count == 0, Programs.Limit);
    }

    [Fact]
    public async Task Kill_9_loses_only_what_was_in_memory()
    {
        await using var app = Start("record-on");
        await app.WaitForOutputAsync("ready", Programs.Limit);
        await Eventually.TrueAsync(() => _sandbox.Stored().Count > 20, Programs.Limit);
        Signal.Kill.Send(app.Id).ShouldBeTrue();
        await app.WaitForExitAsync(Programs.Limit);

        var names = _sandbox.Stored().Select(trace => trace.Root!.Name).ToArray();
        names.ShouldBe(["work", .. Enumerable.Range(0, names.Length - 1).Select(i => $"more {i}")]);
    }

    private static string[] NamesAfter(string end) => end is "return" or "exit" ? ["work"] : ["open", "work"];

    private static IEnumerable<Span> OpenOnes(FakeMlflowServer server) => server.Spans().Where(span => span.Name == "open");

    private ChildProcess Start(string end, params IEnumerable<(string Name, string? Value)> environment)
        => ChildProcess.Start(Programs.App, [end], _sandbox.Environment(environment), _sandbox.Path);

    private async Task EndAsync(string end, params IEnumerable<(string Name, string? Value)> environment)
    {
        var signal = end switch { "TERM" => Signal.Terminate, "INT" => Signal.Interrupt, _ => null };
        Assert.SkipWhen(signal is not null && OperatingSystem.IsWindows(), "Windows has no kill.");
        Assert.SkipWhen(end == "INT" && IgnoresInterrupt(), "SIGINT is ignored where these tests run, and so by their children.");
        await using var app = Start(signal is null ? end : "signal", environment);
        if (signal is not null)
        {
            await app.WaitForOutputAsync("ready", Programs.Limit);
            signal.Send(app.Id).ShouldBeTrue();
        }

        var exitCode = await app.WaitForExitAsync(Programs.Limit);
        exitCode.ShouldBe(end switch { "return" => 0, "exit" => 3, "throw" => 134, "TERM" => 143, _ => 130 }, app.Error);
    }

    private static bool IgnoresInterrupt()
    {
        const ulong Interrupt = 1 << 1;
        if (!OperatingSystem.IsLinux()) return false;
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(mask, 16) & Interrupt) != 0;
    }
}
