namespace MlflowAutolog.Tracing.Delivery.Exit;

/// <summary>How the process comes to its end.</summary>
internal enum ExitReason
{
    /// <summary>Main returned, or <see cref="Environment.Exit"/>: nothing runs after this, the work is final.</summary>
    ProcessExit,

    /// <summary>
    /// SIGTERM, SIGINT or SIGHUP. Whether the process ends here is not known: a host that hears the signal too stops in its own time, records while it does, and
    /// <see cref="ProcessExit"/> follows. So deliver what there is, and go on accepting.
    /// </summary>
    Signal,

    /// <summary>An exception nobody caught: the runtime ends the process when this returns. Final, and the disk is surer than the network.</summary>
    UnhandledException,
}
