namespace MlflowAutolog.Tracing.Recording;

/// <summary>Holds a <see cref="SpinLock"/> until disposed.</summary>
/// <remarks>For a span's content only: nobody else is there nearly always, nothing long is done while it is held, and a monitor costs twice as much ten times a span.</remarks>
internal readonly ref struct SpinHold
{
    private readonly ref SpinLock _gate;

    public SpinHold(ref SpinLock gate)
    {
        _gate = ref gate;
        var taken = false;
        gate.Enter(ref taken);
    }

    public void Dispose() => _gate.Exit(useMemoryBarrier: false);
}
