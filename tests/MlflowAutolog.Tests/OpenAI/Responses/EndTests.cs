using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>How a response can end, whole and streamed.</summary>
public sealed class EndTests
{
    private const string Error = """{"code":"server_error","message":"A secret went wrong."}""";

    [Theory]
    [InlineData("completed", false)]
    [InlineData("completed", true)]
    [InlineData("incomplete", false)]
    [InlineData("incomplete", true)]
    [InlineData("cancelled", false)]
    [InlineData("cancelled", true)]
    public async Task A_response_that_did_not_fail_is_good_with_all_it_says(string status, bool streamed)
    {
        var span = await Responding.SpanAsync(streamed ? ScriptedReply.Events(Responding.Created, Responding.End(status)) : ScriptedReply.Json(Responding.Response(status)));
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.ExceptionEvent().ShouldBeNull();
        CheckContent(span, status);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_response_that_failed_is_an_error_with_all_it_says(bool streamed)
    {
        var span = await Responding.SpanAsync(streamed
            ? ScriptedReply.Events(Responding.Created, Responding.End("failed", error: Error))
            : ScriptedReply.Json(Responding.Response("failed", error: Error)));
        span.Status.ShouldBe(SpanStatusCode.Error);
        span.StatusMessage.ShouldBe("ResponseFailed: server_error: A secret went wrong.");
        span.ExceptionEvent()!.Text(WireNames.ExceptionType).ShouldBe("ResponseFailed");
        span.ExceptionEvent()!.Text(WireNames.ExceptionMessage).ShouldBe("server_error: A secret went wrong.");
        span.Attribute(WireNames.SpanLogLevel)!.GetValue<long>().ShouldBe(40);
        CheckContent(span, "failed");
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("in_progress")]
    public async Task A_response_that_goes_on_in_the_background_is_good_and_has_no_usage_yet(string status)
    {
        var span = await Responding.SpanAsync(ScriptedReply.Json(Responding.Response(status, output: "", usage: "null")), """{"model":"m","input":"Hi","background":true}""");
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.OutputsJson()!["status"]!.ToString().ShouldBe(status);
        span.Attribute(WireNames.ChatTokenUsage).ShouldBeNull();
        span.Attribute("background")!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_that_says_nothing_is_an_error_all_the_same()
        => (await Responding.SpanAsync(ScriptedReply.Json(Responding.Response("failed")))).StatusMessage.ShouldBe("ResponseFailed: The response failed, and does not say why.");

    [Theory]
    [InlineData("\"code\":\"server_error\",\"message\":\"Overloaded.\",\"param\":null", "ResponseFailed: server_error: Overloaded.", 3)]
    [InlineData("\"error\":{\"type\":\"server_error\",\"message\":\"Overloaded.\"}", "ClientResultException: server_error: Overloaded.", 2)]
    public async Task An_error_event_ends_the_stream_with_what_came(string members, string told, int chunks)
    {
        var span = await Responding.SpanAsync(ScriptedReply.Events(
            Responding.Created,
            Responding.Event("response.output_text.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"As fa\""),
            Responding.Event("error", members)));
        span.StatusMessage.ShouldBe(told);
        span.Events.Count(e => e.Name == WireNames.ExceptionEvent).ShouldBe(1);
        span.OutputsJson()!["output"]![0]!["content"]![0]!["text"]!.ToString().ShouldBe("As fa");
        span.Chunks().Count().ShouldBe(chunks);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    [Theory]
    [InlineData("\"code\":\"x\",\"message\":\"first\"")]
    [InlineData("\"error\":{\"code\":\"x\",\"message\":\"first\"}")]
    public async Task A_failure_that_is_told_twice_is_one_failure(string first)
    {
        var span = await Responding.SpanAsync(ScriptedReply.Events(Responding.Created, Responding.Event("error", first), Responding.End("failed", error: Error)));
        span.Events.Count(e => e.Name == WireNames.ExceptionEvent).ShouldBe(1);
        span.StatusMessage.ShouldBe("ResponseFailed: server_error: A secret went wrong.");
        CheckContent(span, "failed");
    }

    [Fact]
    public async Task Items_that_came_are_kept_where_the_last_event_has_none()
    {
        var span = await Responding.SpanAsync(ScriptedReply.Events(
            Responding.Created, Responding.Event("response.output_item.done", $"\"output_index\":0,\"item\":{Responding.Message}"), Responding.End("failed", output: "", error: Error)));
        span.OutputsJson()!["output"]![0]!["id"]!.ToString().ShouldBe("msg_1");
    }

    private static void CheckContent(SpanData span, string status)
    {
        var outputs = span.OutputsJson()!;
        outputs["status"]!.ToString().ShouldBe(status);
        outputs["output"]![0]!["content"]![0]!["text"]!.ToString().ShouldBe("Secret answer");
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("m-1");
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe("""{"input_tokens":7,"output_tokens":3,"total_tokens":10,"cache_read_input_tokens":2}""");
    }
}
