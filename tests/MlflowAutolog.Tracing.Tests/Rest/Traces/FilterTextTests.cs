using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog.Tracing.Tests.Rest.Traces;

public sealed class FilterTextTests
{
    [Fact]
    public void Conditions_are_joined_in_order()
    {
        var filter = MlflowTraceFilter.Tag("env") == "prod" & MlflowTraceFilter.Status == TraceState.Error & MlflowTraceFilter.Duration > TimeSpan.FromSeconds(2);

        string? text = filter;

        text.ShouldBe("tags.`env` = 'prod' AND status = 'ERROR' AND execution_time_ms > 2000");
        filter.ToString().ShouldBe(text);
    }

    [Fact]
    public void No_filter_is_no_text()
    {
        MlflowTraceFilter? none = null;

        ((string?)none).ShouldBeNull();
    }

    [Fact]
    public void What_the_syntax_has_no_form_for_is_refused_with_a_way_out()
    {
        Should.Throw<MlflowException>(() => MlflowTraceFilter.Tag("env") == "it's \"hi\"").Message.ShouldContain("RLike");
        Should.Throw<MlflowException>(() => MlflowTraceFilter.Tag("env") == "C:\\").Message.ShouldContain("Like with _");
        Should.Throw<MlflowException>(() => MlflowTraceFilter.Tag("a`b")).Message.ShouldContain("backtick");
        Should.Throw<MlflowException>(() => MlflowTraceFilter.SpanName.In("a", "b\\c")).Message.ShouldContain("==");
        Should.Throw<MlflowException>(() => MlflowTraceFilter.SpanName.In()).Message.ShouldContain("at least one");
        Should.Throw<MlflowException>(() => MlflowTraceFilter.TraceId == null).Message.ShouldContain("request_id");
        Should.Throw<MlflowException>(() => MlflowTraceFilter.Feedback("score") > double.PositiveInfinity).Message.ShouldContain("infinity");
        Should.Throw<ArgumentException>(() => MlflowTraceFilter.Tag(""));
        Should.Throw<ArgumentException>(() => MlflowTraceFilter.Raw(" "));
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(1, "1.0")]
    [InlineData(-0.75, "-0.75")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1234567890123456, "1234567890123456.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(-12345678901234567890.0, "-1.2345678901234567e+19")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(2.5e-7, "2.5e-07")]
    public void Numbers_are_written_as_Python_writes_them(double value, string text) => PythonNumber.Of(value).ShouldBe(text);

    [Fact]
    public void Orders_have_a_direction()
    {
        TraceOrder.Name.ToString().ShouldBe("name ASC");
        TraceOrder.Tag("a b").Descending.ToString().ShouldBe("tags.`a b` DESC");
    }
}
