using MlflowAutolog.Tracing.Delivery.Store;

namespace MlflowAutolog.Tracing.Tests.Delivery.Exit;

/// <summary>An application records, forgets to flush, and ends. Nothing is lost, and it ends exactly as it would without us.</summary>
public sealed class ProcessEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("return", 0)]
    [InlineData("exit", 3)]
    public async Task An_orderly_end_delivers(string command, int exitCode)
    {
        await using var dummy = new DummyProcess(command, _folder.Path);
        (await dummy.ExitAsync()).ShouldBe(exitCode);
        Recorded().ShouldBe(["work"]);
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("throw-on-thread")]
    public async Task An_unhandled_exception_still_crashes_and_delivers(string command)
    {
        await using var dummy = new DummyProcess(command, _folder.Path);
        (await dummy.ExitAsync()).ShouldNotBe(0);
        Recorded().ShouldBe(["work"]);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    public async Task A_signal_that_nobody_handles_still_ends_the_process_and_delivers(string signal, int exitCode)
    {
        SkipWithout(signal);
        await using var dummy = new DummyProcess("wait", _folder.Path);
        await dummy.ReadyAsync();
        await dummy.SignalAsync(signal);

        (await dummy.ExitAsync()).ShouldBe(exitCode);
        Recorded().ShouldBe(["work"]);
    }

    [Theory]
    [InlineData("stop-gracefully")]
    [InlineData("host")]
    [InlineData("host-first")]
    public async Task An_application_that_handles_SIGTERM_stops_in_its_own_way_and_what_it_records_meanwhile_is_delivered(string command)
    {
        SkipWithout("TERM");
        await using var dummy = new DummyProcess(command, _folder.Path);
        await dummy.ReadyAsync();
        await dummy.SignalAsync("TERM");

        (await dummy.ExitAsync()).ShouldBe(0);
        Recorded().ShouldBe(["work", "while stopping"]);
    }

    [Fact]
    public async Task Ctrl_C_in_a_host_stops_it_in_its_own_way()
    {
        SkipWithout("INT");
        await using var dummy = new DummyProcess("host", _folder.Path);
        await dummy.ReadyAsync();
        await dummy.SignalAsync("INT");

        (await dummy.ExitAsync()).ShouldBe(0);
        Recorded().ShouldBe(["work", "while stopping"]);
    }

    [Fact]
    public async Task Delivery_that_hangs_does_not_keep_the_process()
    {
        await using var dummy = new DummyProcess("hang", _folder.Path);
        (await dummy.ExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Who_presses_Ctrl_C_again_does_not_wait_for_delivery()
    {
        SkipWithout("INT");
        await using var dummy = new DummyProcess("hang-at-signal", _folder.Path);
        await dummy.ReadyAsync();
        await dummy.SignalAsync("INT");
        await dummy.ReadyAsync();
        await dummy.SignalAsync("INT");

        (await dummy.ExitAsync()).ShouldBe(130);
    }

    [Fact]
    public async Task After_kill_9_in_the_middle_of_writing_everything_written_is_read_and_the_next_process_takes_it_over()
    {
        await using var dummy = new DummyProcess("write", _folder.Path);
        await dummy.ReadyAsync();
        using var spool = new Spool(_folder.Path, TimeProvider.System);
        spool.AdoptAll().ShouldBeEmpty("the writer lives");
        dummy.Kill();
        await dummy.ExitAsync();

        var recorded = Recorded();
        recorded.Length.ShouldBeGreaterThan(100);
        recorded.ShouldBe(Enumerable.Range(0, recorded.Length).Select(i => $"trace {i}"));
        spool.AdoptAll().Sum(batch => batch.Traces.Count).ShouldBe(recorded.Length);
    }

    [Fact]
    public async Task Two_processes_write_into_one_folder()
    {
        await using var one = new DummyProcess("write", _folder.Path);
        await using var two = new DummyProcess("write", _folder.Path);
        await one.ReadyAsync();
        await two.ReadyAsync();
        _folder.Files("*.lock").Length.ShouldBe(2);
        one.Kill();
        two.Kill();
        await one.ExitAsync();
        await two.ExitAsync();

        Recorded().Count(name => name == "trace 100").ShouldBe(2);
    }

    private string[] Recorded() => [.. _folder.Files("*.mlt").SelectMany(path => SegmentReader.Read(path)).Select(trace => trace.Root!.Name)];

    private static void SkipWithout(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill.");
        // A shell that runs the tests in the background has them ignore SIGINT, their children too.
        Assert.SkipWhen(signal == "INT" && OperatingSystem.IsLinux() && IgnoresInterrupt(), "SIGINT is ignored where these tests run.");
    }

    private static bool IgnoresInterrupt()
    {
        const ulong Interrupt = 1 << 1;
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(mask, 16) & Interrupt) != 0;
    }
}
