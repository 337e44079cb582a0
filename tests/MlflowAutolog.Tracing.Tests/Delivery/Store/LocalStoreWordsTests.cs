using MlflowAutolog.Tracing.Delivery.Store;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

/// <summary>What the store tells the user.</summary>
[Collection("SelfLog")]
public sealed class LocalStoreWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _lines = [];

    public LocalStoreWordsTests() => SelfLog.Enable(line =>
    {
        lock (_lines) _lines.Add(line);
    });

    public void Dispose()
    {
        SelfLog.Disable();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_trace_says_where_traces_are_in_one_line()
    {
        await using var store = new LocalStoreSink(_folder.Path, TimeProvider.System);
        Said().ShouldBeEmpty();
        await Twice(store);
        Said().ShouldBe([$"MlflowAutolog: traces are kept in {_folder.Path} (no tracking URI is set)"]);
    }

    [Fact]
    public async Task The_next_store_of_the_process_in_the_same_folder_says_nothing()
    {
        for (var i = 0; i < 2; i++)
        {
            await using var store = new LocalStoreSink(_folder.Path, TimeProvider.System);
            await Twice(store);
        }
        Said().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_reported_once_with_what_to_do()
    {
        await using var store = new LocalStoreSink(_folder.Impossible, TimeProvider.System);
        await Twice(store);
        Said().ShouldHaveSingleItem().ShouldContain("MLFLOW_AUTOLOG_STORE_PATH");
    }

    private static async Task Twice(LocalStoreSink store)
    {
        await store.DeliverAsync([SomeTrace.Of(), SomeTrace.Of()], TestContext.Current.CancellationToken);
        await store.DeliverAsync([SomeTrace.Of()], TestContext.Current.CancellationToken);
    }

    /// <summary>The log is the process's: other tests may write to it too.</summary>
    private string[] Said()
    {
        lock (_lines) return [.. _lines.Where(line => line.Contains(Path.GetDirectoryName(_folder.Path)!, StringComparison.Ordinal))];
    }
}
