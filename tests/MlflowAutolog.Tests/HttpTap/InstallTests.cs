using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

public sealed class InstallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Installed_twice_records_once_for_the_latest()
    {
        await using var first = new Tapped();
        await using var second = new Tapped();
        await SendAsync();
        first.Recorded.ShouldBeEmpty();
        second.Recorded.Count.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_latest_goes_the_one_before_takes_over()
    {
        await using var first = new Tapped();
        var second = new Tapped();
        await second.DisposeAsync();
        await SendAsync();
        first.Recorded.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Uninstalled_records_nothing()
    {
        await using var tapped = new Tapped();
        tapped.Uninstall();
        tapped.Uninstall();
        await SendAsync();
        tapped.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_beneath_a_span_belongs_to_the_spans_own_tracer()
    {
        await using var first = new Tapped();
        await using var second = new Tapped();
        using (first.Tracer.StartSpan("outer")) await SendAsync();
        second.Recorded.ShouldBeEmpty();
        first.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_API_can_be_switched_off_by_its_name()
    {
        await using var tapped = new Tapped(options => options.Disable("OpenAI"));
        await SendAsync();
        tapped.Recorded.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1/models", Call.Body)]
    [InlineData("/v1/chat/completions", """{"text":"no call"}""")]
    [InlineData("/v1/chat/completions", "no JSON")]
    public async Task What_is_no_model_call_leaves_nothing(string path, string body)
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}"));
        using var client = new HttpClient();
        using var content = new StringContent(body);
        using var response = await client.PostAsync(new Uri(server.Uri, path), content, Token);
        tapped.Spans.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_content_a_text_among_the_parameters_is_none_unless_it_is_a_word_of_the_API()
    {
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply) with { Repeat = true });
        using var client = new HttpClient();
        using var content = new StringContent(
            """{"model":"m","messages":[],"system":"secret","user":"secret","stop":"secret","verbosity":"a secret","service_tier":"flex","tool_choice":"auto","n":2,"stream":false}""");
        using var response = await client.SendAsync(Call.Request(server.Uri, content), Token);
        var span = await tapped.SpanAsync();
        var given = span.Attributes.Select(attribute => attribute.Key).Intersect(["model", "system", "user", "stop", "verbosity", "service_tier", "tool_choice", "n", "stream"]);
        given.ShouldBe(["model", "service_tier", "tool_choice", "n", "stream"], ignoreOrder: true);
        string.Join(' ', span.Attributes.Select(attribute => SpanReading.Json(attribute.Value)?.ToJsonString())).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Without_content_there_are_model_usage_and_status_and_nothing_that_was_said()
    {
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(
            """{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"content":"secret words"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""", "[DONE]"));
        using var client = new HttpClient();
        using var content = new StringContent("""{"model":"m","messages":[{"role":"user","content":"secret question"}],"tools":[{"type":"function","function":{"name":"secret_tool"}}],"temperature":0.5}""");
        using var response = await client.SendAsync(Call.Request(server.Uri, content), Token);
        var span = await tapped.SpanAsync();
        span.Inputs.IsAbsent.ShouldBeTrue();
        span.Outputs.IsAbsent.ShouldBeTrue();
        span.Events.ShouldBeEmpty();
        span.Attribute(WireNames.Model)!.GetValue<string>().ShouldBe("m-1");
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<long>().ShouldBe(3);
        span.Attribute("temperature")!.GetValue<double>().ShouldBe(0.5);
        string.Join(' ', span.Attributes.Select(attribute => SpanReading.Json(attribute.Value)?.ToJsonString())).ShouldNotContain("secret");
    }

    private static async Task SendAsync()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), Token);
    }
}
