namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

internal static class Reading
{
    public static async Task<List<T>> AllAsync<T>(this IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items) all.Add(item);
        return all;
    }

    public static async Task<string[]> NamesAsync(this IAsyncEnumerable<MlflowTrace> traces)
        => [.. (await traces.AllAsync()).Select(trace => trace.Info.Tags["mlflow.traceName"])];
}
