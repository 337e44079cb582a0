using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>The conversation of a call is the session of its trace, unless the application has one of its own.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("\"conv_1\"", "null")]
    [InlineData("""{"id":"conv_1"}""", "null")]
    [InlineData("null", """{"id":"conv_1"}""")]
    [InlineData("\"conv_1\"", """{"id":"conv_2"}""")]
    public async Task A_conversation_is_the_session(string asked, string answered)
        => (await SessionAsync(asked, answered, _ => null)).ShouldBe("conv_1");

    [Fact]
    public async Task Without_one_there_is_no_session() => (await SessionAsync("null", "null", _ => null)).ShouldBeNull();

    [Fact]
    public async Task The_applications_own_session_wins()
        => (await SessionAsync("\"conv_1\"", "null", tracer =>
        {
            var span = tracer.StartSpan("handle");
            tracer.UpdateCurrentTrace(session: "mine");
            return span;
        })).ShouldBe("mine");

    [Fact]
    public async Task A_call_beneath_a_span_tells_it_too() => (await SessionAsync("\"conv_1\"", "null", tracer => tracer.StartSpan("handle"))).ShouldBe("conv_1");

    [Fact]
    public async Task Of_several_conversations_the_first_is_the_session()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Responding.Response("completed")) with { Repeat = true });
        await using var tapped = new Tapped();
        using (tapped.Tracer.StartSpan("handle"))
        {
            foreach (var members in (string[])["", ",\"conversation\":\"conv_1\"", ",\"conversation\":\"conv_2\""])
                await Responding.PostAsync(server.Responses(), $$"""{"model":"m","input":"Hi"{{members}}}""");
        }

        tapped.Traces.ShouldHaveSingleItem().Metadata[WireNames.Session].ShouldBe("conv_1");
    }

    private static async Task<string?> SessionAsync(string asked, string answered, Func<MlflowTracer, IDisposable?> around)
    {
        var reply = Responding.Response("completed").Replace("\"tools\":[]", $"\"tools\":[],\"conversation\":{answered}", StringComparison.Ordinal);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(reply));
        await using var tapped = new Tapped();
        using (around(tapped.Tracer)) await Responding.PostAsync(server.Responses(), $$"""{"model":"m","input":"Hi","conversation":{{asked}}}""");
        return tapped.Traces.ShouldHaveSingleItem().Metadata.GetValueOrDefault(WireNames.Session);
    }
}
