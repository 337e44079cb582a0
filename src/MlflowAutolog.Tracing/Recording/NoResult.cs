namespace MlflowAutolog.Tracing.Recording;

/// <summary>What work without a result returns: no outputs, in place of an output that is null.</summary>
internal readonly struct NoResult
{
    public static readonly NoResult Value;
}
