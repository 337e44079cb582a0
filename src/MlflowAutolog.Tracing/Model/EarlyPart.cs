namespace MlflowAutolog.Tracing.Model;

/// <summary>Spans of a trace whose root still runs, and what can be said of that trace meanwhile.</summary>
/// <param name="RootName">Name of the root.</param>
/// <param name="RootStartUnixNano">When it started.</param>
/// <param name="IsFirst">Nothing of the trace went before: MLflow is told its name.</param>
/// <param name="IsContinued">Another process records the root, and tells what is told of the whole.</param>
internal sealed record EarlyPart(string RootName, long RootStartUnixNano, bool IsFirst, bool IsContinued = false);
