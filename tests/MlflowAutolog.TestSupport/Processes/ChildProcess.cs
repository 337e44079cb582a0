using System.Diagnostics;
using System.Text;

namespace MlflowAutolog.TestSupport.Processes;

/// <summary>A program that runs beside the test, its output caught. Killed when the test lets go of it.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private ChildProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
    }

    public int Id => _process.Id;

    /// <summary>Standard output so far.</summary>
    public string Output => Text(_output);

    /// <summary>Standard error so far.</summary>
    public string Error => Text(_error);

    /// <param name="program">An executable, or a <c>.dll</c> that <c>dotnet</c> runs.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Added to this process's variables; <see langword="null"/> takes one away.</param>
    /// <param name="workingDirectory">Default: this process's.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null)
    {
        var isLibrary = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isLibrary ? "dotnet" : program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        if (isLibrary) start.ArgumentList.Add(program);
        foreach (var argument in arguments ?? []) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        child._process.StandardInput.Close();
        return child;
    }

    /// <summary>Runs a program to its end. Throws when it takes longer than <paramref name="timeout"/>.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program, IEnumerable<string>? arguments, TimeSpan timeout, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var child = Start(program, arguments, environment);
        var exitCode = await child.WaitForExitAsync(timeout);
        return (exitCode, child.Output, child.Error);
    }

    /// <summary>The exit code. Throws, and kills the program, when it takes longer than <paramref name="timeout"/>.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            KillTree();
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {timeout}. Output: {Output} Error: {Error}");
        }
    }

    /// <summary>Waits until standard output contains <paramref name="text"/>.</summary>
    public Task WaitForOutputAsync(string text, TimeSpan timeout)
        => Eventually.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal), timeout, () => $"no '{text}' in output: {Output} {Error}");

    public void Send(Signal signal) => signal.Send(Id);

    public ValueTask DisposeAsync()
    {
        KillTree();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Append(StringBuilder target, string? line)
    {
        if (line is null) return;
        lock (target) target.AppendLine(line);
    }

    private static string Text(StringBuilder source)
    {
        lock (source) return source.ToString();
    }

    private void KillTree()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in between.
        }
    }
}
