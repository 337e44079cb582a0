using System.Diagnostics;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>This program once more, with another command: what is measured must not share a process with what measures.</summary>
internal static class OwnProcess
{
    public static Process Start(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true, ArgumentList = { typeof(OwnProcess).Assembly.Location } };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
    }
}
