using MlflowAutolog.Tracing.Propagation;

namespace MlflowAutolog.Tracing.Tests.Propagation;

public sealed class TraceParentTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    [Theory]
    [InlineData($"00-{TraceId}-{SpanId}-01", true)]
    [InlineData($"00-{TraceId}-{SpanId}-03", true)]
    [InlineData($"00-{TraceId}-{SpanId}-00", false)]
    [InlineData($"00-{TraceId}-{SpanId}-02", false)]
    [InlineData($" 00-{TraceId}-{SpanId}-01\t", true)]
    [InlineData($"cc-{TraceId}-{SpanId}-01", true)]
    [InlineData($"cc-{TraceId}-{SpanId}-01-what-comes", true)]
    public void A_traceparent_is_read(string text, bool isSampled)
    {
        var parent = TraceParent.Parse(text).ShouldNotBeNull();
        (parent.TraceId.ToHexString(), parent.SpanId.ToHexString(), parent.IsSampled).ShouldBe((TraceId, SpanId, isSampled));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData($"ff-{TraceId}-{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-01-more")]
    [InlineData($"cc-{TraceId}-{SpanId}-01more")]
    [InlineData($"00-{TraceId}-{SpanId}-1")]
    [InlineData($"00-{TraceId}-{SpanId}-0x")]
    [InlineData($"0-{TraceId}-{SpanId}-01-")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01")]
    [InlineData($"00-{TraceId}_{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-01,00-{TraceId}-{SpanId}-01")]
    public void What_is_none_is_not(string? text) => TraceParent.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData($"00-{TraceId}-{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-00")]
    public void It_is_written_as_it_is_read(string text) => TraceParent.Format(TraceParent.Parse(text)!).ShouldBe(text);
}
