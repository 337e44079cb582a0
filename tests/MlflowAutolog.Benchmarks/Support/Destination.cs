namespace MlflowAutolog.Benchmarks.Support;

/// <summary>Where traces are measured into: the MLflow of <c>MLFLOW_TRACKING_URI</c>, else a sink in a process of its own.</summary>
internal static class Destination
{
    public static async Task WithAsync(Func<string, bool, Task> measure)
    {
        if (Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 } real)
        {
            await measure(real, true);
            return;
        }

        using var sink = OwnProcess.Start("sink");
        try
        {
            var line = await sink.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The sink did not start.");
            await measure(line.Split(' ')[1], false);
        }
        finally
        {
            sink.Kill();
        }
    }
}
