using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

/// <summary>What an earlier process left on disk, sent by a later one.</summary>
public sealed class SpoolReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedSink _sink = new();
    private readonly DeliveryCounters _counters = new();
    private readonly SpanData _root = SomeTrace.Span("root") with { Status = SpanStatusCode.Error, StatusMessage = "not ended" };

    private IEnumerable<SpanData> Sent => _sink.Batches.SelectMany(batch => batch).SelectMany(trace => trace.Spans);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_trace_that_ended_after_it_was_written_as_not_ended_is_left_as_it_is()
    {
        _sink.Stored = _ => Stored(_root.SpanId.ToHexString(), status: null);
        await ReplayAsync(SomeTrace.Of(_root));
        Sent.ShouldBeEmpty();
        _counters.Snapshot().Recovered.ShouldBe(0);
    }

    [Fact]
    public async Task Only_what_is_not_there_is_sent_of_it()
    {
        _sink.Stored = _ => Stored(_root.SpanId.ToHexString(), status: null);
        await ReplayAsync(SomeTrace.Of(_root, SomeTrace.Child(_root)));
        Sent.ShouldHaveSingleItem().Name.ShouldBe("child");
        _sink.Batches[0][0].Root.ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_never_ended_is_sent(bool isThereAsNotEnded)
    {
        if (isThereAsNotEnded) _sink.Stored = _ => Stored(_root.SpanId.ToHexString(), "not ended");
        await ReplayAsync(SomeTrace.Of(_root));
        Sent.ShouldHaveSingleItem();
    }

    private static MlflowTrace Stored(string spanId, string? status)
        => new(new TraceInfo { TraceId = "tr-00000000000000000000000000000001" }, [new TraceSpan { SpanId = spanId, Name = "root", SpanType = SpanType.Agent, StatusMessage = status }]);

    private async Task ReplayAsync(TraceData trace)
    {
        using (var earlier = new Spool(_folder.Path, TimeProvider.System)) earlier.Write([trace]);
        using var spool = new Spool(_folder.Path, TimeProvider.System);
        await new SpoolReplay(spool, _sink, TimeProvider.System, _counters).RunAsync(TestContext.Current.CancellationToken);
    }
}
