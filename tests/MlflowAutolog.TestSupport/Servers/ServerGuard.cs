using System.Diagnostics;
using System.Globalization;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.TestSupport.Servers;

/// <summary>Sees to it that a server which a script started ends with this process, however this process ends.</summary>
internal static class ServerGuard
{
    /// <summary>Returns the same action that the end of the process runs.</summary>
    public static Action StopAtExit(DirectoryInfo folder)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(folder);
        return () => Stop(folder);
    }

    /// <summary>Starts a shell that outlives this process only to stop the server.</summary>
    public static void StopWhenThisProcessIsKilled(DirectoryInfo folder)
    {
        const string Watch = "while kill -0 \"$1\" 2>/dev/null; do sleep 2; done; kill -KILL -- \"-$2\" 2>/dev/null; rm -rf \"$3\"";
        if (GroupOf(folder) is not { } group) return;
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])["bash", "-c", Watch, "mlflow-guard", $"{Environment.ProcessId}", $"{group}", folder.FullName])
            start.ArgumentList.Add(argument);
        using var guard = Process.Start(start);
    }

    private static void Stop(DirectoryInfo folder)
    {
        if (GroupOf(folder) is { } group) Signal.Kill.SendToGroup(group);
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Already gone, or a dying server still writes into it; a folder of the temporary directory may stay.
        }
    }

    private static int? GroupOf(DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, "pid");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }
}
