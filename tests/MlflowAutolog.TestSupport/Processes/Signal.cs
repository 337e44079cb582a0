using System.Runtime.InteropServices;

namespace MlflowAutolog.TestSupport.Processes;

/// <summary>A POSIX signal, by <c>kill(2)</c>.</summary>
public sealed class Signal
{
    public static readonly Signal Interrupt = new(2);
    public static readonly Signal Kill = new(9);
    public static readonly Signal Terminate = new(15);

    private readonly int _number;

    private Signal(int number) => _number = number;

    /// <summary>False when there is no such process.</summary>
    public bool Send(int processId) => SendTo(processId, _number) == 0;

    /// <summary>Sends to all processes of a group. False when there is none.</summary>
    public bool SendToGroup(int groupId) => SendTo(-groupId, _number) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int target, int signal);
}
