namespace MlflowAutolog;

/// <summary>Where MlflowAutolog reports its own troubles: it never throws them into the application.</summary>
/// <remarks>
/// Off until <see cref="Enable(Action{string})"/>; then one line a message, at most ten of one kind a minute. Messages name no credential and no content.
/// Warnings a user must see (wrong credentials, dropped traces) also go to standard error when nothing is enabled. Thread-safe.
/// </remarks>
public static class SelfLog
{
    private const int PerMinute = 10;
    private static readonly Dictionary<string, (long Window, int Count)> Seen = [];
    private static Action<string>? _write;

    /// <summary>Sends the messages to <paramref name="write"/>, which must be thread-safe; what it throws is swallowed.</summary>
    public static void Enable(Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        // What another log was told already, this one has not heard.
        lock (Seen) Seen.Clear();
        Volatile.Write(ref _write, write);
    }

    /// <summary>Sends the messages to <paramref name="writer"/>, one line each.</summary>
    public static void Enable(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var synchronized = TextWriter.Synchronized(writer);
        Enable(synchronized.WriteLine);
    }

    /// <summary>Stops the messages.</summary>
    public static void Disable() => Volatile.Write(ref _write, null);

    /// <summary>Reports something that went wrong inside and was survived. <paramref name="kind"/> names the place and is the unit of rate limiting.</summary>
    internal static void Report(string kind, string message)
    {
        if (Volatile.Read(ref _write) is { } write) Write(write, kind, message);
    }

    /// <summary>Reports an exception that was caught at a hook, by its type and place: its message may be the application's, or quote what it failed on.</summary>
    internal static void Report(string kind, Exception exception)
    {
        if (Volatile.Read(ref _write) is { } write) Write(write, kind, $"{exception.GetType().Name} {exception.StackTrace?.Split('\n')[0].Trim()}".TrimEnd());
    }

    /// <summary>Reports an exception of our own work with files and servers: what it says names paths and addresses, and no content.</summary>
    internal static void ReportWords(string kind, Exception exception)
    {
        if (Volatile.Read(ref _write) is { } write) Write(write, kind, $"{exception.GetType().Name}: {exception.Message}");
    }

    /// <summary>Reports what the user has to know to get their traces: on standard error unless a log is enabled.</summary>
    internal static void Warn(string kind, string message)
        => Write(Volatile.Read(ref _write) ?? Console.Error.WriteLine, kind, message);

    /// <summary>Tells the user, in one line, what they could not know; on standard error unless a log is enabled. For things that happen once.</summary>
    internal static void Inform(string message) => Write(Volatile.Read(ref _write) ?? Console.Error.WriteLine, $"MlflowAutolog: {message}");

    private static void Write(Action<string> write, string kind, string message)
    {
        if (WithinRate(kind)) Write(write, $"MlflowAutolog [{kind}] {message}");
    }

    private static void Write(Action<string> write, string line)
    {
        try
        {
            write(line);
        }
        catch (Exception)
        {
            // The log itself is broken; there is nobody left to tell, and the application must not suffer.
        }
    }

    private static bool WithinRate(string kind)
    {
        var window = Environment.TickCount64 / 60_000;
        lock (Seen)
        {
            var (last, count) = Seen.GetValueOrDefault(kind);
            count = last == window ? count + 1 : 1;
            Seen[kind] = (window, count);
            return count <= PerMinute;
        }
    }
}
