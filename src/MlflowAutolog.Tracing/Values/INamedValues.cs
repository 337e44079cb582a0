namespace MlflowAutolog.Tracing.Values;

/// <summary>A type of ours that is written under MLflow's names, not under those of its properties; without reflection, so also where that is trimmed away.</summary>
internal interface INamedValues
{
    IEnumerable<KeyValuePair<string, object?>> Values { get; }
}
