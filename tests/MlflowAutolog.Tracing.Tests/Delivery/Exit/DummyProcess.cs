using System.Diagnostics;

namespace MlflowAutolog.Tracing.Tests.Delivery.Exit;

/// <summary>A run of <c>MlflowAutolog.Dummy</c>, a real process with a real end.</summary>
internal sealed class DummyProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public DummyProcess(string command, string folder)
    {
        // Both projects build into folders of one shape, so the dummy's is ours with another name in it.
        var dll = Path.Combine(AppContext.BaseDirectory.Replace("MlflowAutolog.Tracing.Tests", "MlflowAutolog.Dummy", StringComparison.Ordinal), "MlflowAutolog.Dummy.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { dll, command, folder } };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits for the line <c>ready</c>.</summary>
    public async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line == "ready") return;
        }
        throw new ShouldAssertException("The process ended before it was ready.");
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    public void Kill() => _process.Kill();

    /// <returns>The exit code; 128 and the signal's number where a signal ended it.</returns>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
