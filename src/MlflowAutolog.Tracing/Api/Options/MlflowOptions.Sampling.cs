namespace MlflowAutolog;

/// <content>Sampling.</content>
public sealed partial class MlflowOptions
{
    /// <summary>Decides, when a trace starts, which part of its like is recorded: 0 to 1, or <see langword="null"/> for no opinion.</summary>
    /// <remarks>
    /// It comes before the ratio of the call, that of <see cref="Mlflow.Context"/> and <see cref="SamplingRatio"/>, which are asked in this order when it has no opinion. It runs on the
    /// caller's thread, for roots only, at any time and several at once. One that throws, or answers outside 0 to 1, counts as having none; <see cref="SelfLog"/> says so.
    /// </remarks>
    /// <value>Default <see langword="null"/>: the ratios alone.</value>
    public Func<SamplingContext, double?>? Sampler { get; set; }

    /// <summary>Whether traces that sampling leaves out are sent when they failed. <c>MLFLOW_AUTOLOG_KEEP_ON_ERROR</c> (<c>off</c>, <c>trace</c>, <c>any</c>; <c>true</c> is <c>trace</c>).</summary>
    /// <value>Default <see cref="KeepOnError.Off"/>. Otherwise they are recorded, kept back within <see cref="MaxHeldBytes"/> until they end, and forgotten when they did not fail.</value>
    public KeepOnError? KeepOnError { get; set; }

    /// <summary>Bytes of memory for traces that are kept back by <see cref="KeepOnError"/>, all together. <c>MLFLOW_AUTOLOG_MAX_HELD_BYTES</c>.</summary>
    /// <value>64 kB to 2 GB; default 16 MB. A trace counts at least 2 kB. One that does not fit is forgotten and counted in <see cref="TracingStatistics.NotHeld"/>.</value>
    public long? MaxHeldBytes { get; set; }
}
