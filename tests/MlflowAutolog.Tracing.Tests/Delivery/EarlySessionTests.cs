using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>The conversation that the first call of a long trace told is its session, whichever part that call was in.</summary>
public sealed class EarlySessionTests
{
    private readonly EarlyParts _parts = new();
    private readonly SpanData _root = SomeTrace.Span("root");

    [Theory]
    [InlineData(null)]
    [InlineData("conv_3")]
    public void The_first_that_was_told_is_told_in_the_end(string? last)
    {
        Gone(null);
        Gone("conv_1");
        Gone("conv_2");
        End(last, said: last).ShouldBe("conv_1");
    }

    [Fact]
    public void The_applications_own_wins_also_when_it_came_late()
    {
        Gone("conv_1");
        End(told: null, said: "mine").ShouldBe("mine");
    }

    [Fact]
    public void Without_any_there_is_none()
    {
        Gone(null);
        End(told: null, said: null).ShouldBeNull();
    }

    private void Gone(string? session)
        => _parts.Join(SomeTrace.Late(SomeTrace.Child(_root)) with { CallSession = session, Early = new EarlyPart("root", _root.StartUnixNano, IsFirst: false) });

    private string? End(string? told, string? said)
    {
        var metadata = new Dictionary<string, string>();
        if (said is not null) metadata[WireNames.Session] = said;
        return _parts.Join(SomeTrace.Of(_root) with { Metadata = metadata, CallSession = told }).Metadata.GetValueOrDefault(WireNames.Session);
    }
}
