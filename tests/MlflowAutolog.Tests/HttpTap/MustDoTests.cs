using System.IO.Compression;
using System.Net;
using System.Text;
using MlflowAutolog.Exchanges;
using MlflowAutolog.HttpTap;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.HttpTap;

public sealed class MustDoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_101_is_left_alone()
    {
        await using var tapped = new Tapped();
        using var server = new RawServer("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n", keepOpen: true);
        using var client = new HttpClient();
        using var request = Call.Request(server.Uri);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "echo");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        response.Content.GetType().Assembly.ShouldBe(typeof(HttpClient).Assembly);
        (await response.Content.ReadAsStreamAsync(Token)).CanWrite.ShouldBeTrue();
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("gzip", false)]
    [InlineData("deflate", true)]
    [InlineData("br", true)]
    public async Task A_compressed_body_is_read_decompressed(string encoding, bool isDecompressedByHandler)
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Raw("application/json", Compress(encoding, Call.Reply)) with { Headers = [new("Content-Encoding", encoding)] });
        using var handler = new SocketsHttpHandler { AutomaticDecompression = isDecompressedByHandler ? DecompressionMethods.All : DecompressionMethods.None };
        using var client = new HttpClient(handler);
        using var response = await client.SendAsync(Call.Request(server.Uri), Token);
        var read = await response.Content.ReadAsByteArrayAsync(Token);
        if (isDecompressedByHandler) Encoding.UTF8.GetString(read).ShouldBe(Call.Reply);
        else read.ShouldBe(Compress(encoding, Call.Reply).ToArray());
        (await tapped.SpanAsync()).OutputsJson()!["id"]!.GetValue<string>().ShouldBe("c1");
    }

    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_one_call_whose_body_was_sent_twice(int status)
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Json("", status) with { Headers = [new("Location", "/v2/chat/completions")] }, ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var content = new JsonLikeContent(Call.Body);
        using var response = await client.SendAsync(Call.Request(server.Uri, content), Token);
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(Call.Reply);
        server.Exchanges.Select(exchange => exchange.BodyText).ShouldBe([Call.Body, Call.Body]);
        var span = await tapped.SpanAsync();
        span.InputsJson().ShouldEqualJson(System.Text.Json.Nodes.JsonNode.Parse(Call.Body));
        span.OutputsJson()!["id"]!.GetValue<string>().ShouldBe("c1");
    }

    [Fact]
    public async Task A_redirect_that_nobody_follows_is_the_answer()
    {
        var time = new FakeTimeProvider();
        await using var tapped = new Tapped(options => options.TimeProvider = time);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("", 307) with { Headers = [new("Location", "/v2")] });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await client.SendAsync(Call.Request(server.Uri), Token);
        time.Advance(TimeSpan.FromSeconds(10));
        var span = await tapped.SpanAsync();
        span.Call!.StatusCode.ShouldBe(307);
        span.EndUnixNano.ShouldBe(span.StartUnixNano);
    }

    [Theory]
    [InlineData(302, "")]
    [InlineData(303, "")]
    [InlineData(307, Call.Body)]
    public async Task A_redirect_to_another_path_or_method_is_still_the_same_call(int status, string repeated)
    {
        var time = new FakeTimeProvider();
        await using var tapped = new Tapped(options => options.TimeProvider = time);
        await using var server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Json("", status) with { Headers = [new("Location", "/elsewhere")] }, ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var content = new JsonLikeContent(Call.Body);
        using var response = await client.SendAsync(Call.Request(server.Uri, content), Token);
        server.Exchanges.Select(exchange => exchange.BodyText).ShouldBe([Call.Body, repeated]);
        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.InputsJson().ShouldEqualJson(System.Text.Json.Nodes.JsonNode.Parse(Call.Body));
        span.OutputsJson()!["id"]!.GetValue<string>().ShouldBe("c1");
    }

    [Fact]
    public async Task A_call_ends_once_whatever_is_done_to_its_reply()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using (var response = await client.SendAsync(Call.Request(server.Uri), HttpCompletionOption.ResponseHeadersRead, Token))
        {
            var stream = await response.Content.ReadAsStreamAsync(Token);
            await stream.CopyToAsync(Stream.Null, Token);
            (await stream.ReadAsync(new byte[1], Token)).ShouldBe(0);
            await stream.DisposeAsync();
            response.Dispose();
        }

        tapped.Traces.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Sound_and_pictures_are_passed_on_and_not_kept()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Raw("audio/mpeg", new byte[5000]));
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), Token);
        (await response.Content.ReadAsByteArrayAsync(Token)).Length.ShouldBe(5000);
        var span = await tapped.SpanAsync();
        span.OutputsJson().ShouldBeNull();
        span.Status.ShouldBe(SpanStatusCode.Ok);
    }

    [Theory]
    [InlineData("204 No Content\r\n")]
    [InlineData("200 OK\r\nContent-Length: 0\r\n")]
    [InlineData("202 Accepted\r\nConnection: close\r\n")]
    public async Task An_empty_reply_of_success_is_no_error(string head)
    {
        await using var tapped = new Tapped();
        using var server = new RawServer($"HTTP/1.1 {head}\r\n");
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), Token);
        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.StatusMessage.ShouldBeNull();
        span.OutputsJson().ShouldBeNull();
        span.ExceptionEvent().ShouldBeNull();
    }

    [Fact]
    public async Task Our_own_requests_are_not_traced()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply) with { Repeat = true });
        using var client = new HttpClient();
        using var request = Call.Request(server.Uri);
        request.Options.Set(new HttpRequestOptionsKey<bool>("MlflowAutolog.Own"), true);
        using var response = await client.SendAsync(request, Token);
        tapped.Traces.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_of_the_tap_does_not_reach_the_caller()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        var time = new BrokenTime();
        using var broken = Tap.Install(new HttpTapOwner(new MlflowTracer(new MlflowOptions { TimeProvider = time }, new CollectingPipeline()), WireFormats.All));
        time.IsBroken = true;
        using var response = await client.SendAsync(Call.Request(server.Uri), Token);
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(Call.Reply);
    }

    [Fact]
    public async Task The_callers_own_content_is_back_when_the_reply_is_there()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var content = Call.Streamed();
        HttpContent? seen = null;
        using var client = new HttpClient(new Observing(request => seen = request.Content));
        using var response = await client.SendAsync(Call.Request(server.Uri, content), Token);
        seen.ShouldBeSameAs(content);
        (await tapped.SpanAsync()).InputsJson()!["model"]!.GetValue<string>().ShouldBe("m");
    }

    [Fact]
    public async Task A_reply_that_is_neither_read_nor_disposed_ends_on_a_deadline()
    {
        var time = new FakeTimeProvider();
        await using var tapped = new Tapped(options => options.TimeProvider = time);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), HttpCompletionOption.ResponseHeadersRead, Token);
        time.Advance(OpenExchanges.Patience - TimeSpan.FromSeconds(10));
        tapped.Traces.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(20));
        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.Attribute(WireNames.StreamAbandoned)!.GetValue<bool>().ShouldBeTrue();
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(Call.Reply);
        tapped.Traces.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_reply_that_nobody_reads_ends_with_the_tap()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), HttpCompletionOption.ResponseHeadersRead, Token);
        tapped.Traces.ShouldBeEmpty();
        tapped.Uninstall();
        tapped.Traces.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_reply_without_a_body_ends_at_once()
    {
        await using var tapped = new Tapped();
        using var server = new RawServer("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), HttpCompletionOption.ResponseHeadersRead, Token);
        tapped.Spans.ShouldHaveSingleItem().StatusMessage.ShouldBe("ClientResultException: HTTP 500: No");
    }

    [Fact]
    public async Task Above_the_cap_model_and_usage_are_still_read()
    {
        await using var tapped = new Tapped(options => options.MaxBodyBytes = 2000);
        var text = new string('y', 50_000);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply.Replace("Hello", text, StringComparison.Ordinal)));
        using var client = new HttpClient();
        using var content = Call.Streamed(Call.Body.Replace("Hi", text, StringComparison.Ordinal));
        using var response = await client.SendAsync(Call.Request(server.Uri, content), Token);
        (await response.Content.ReadAsStringAsync(Token)).Length.ShouldBeGreaterThan(50_000);
        var span = await tapped.SpanAsync();
        span.Attribute(WireNames.Model)!.GetValue<string>().ShouldBe("m-1");
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldContain("\"total_tokens\":5");
        span.InputsJson()!["model"]!.GetValue<string>().ShouldBe("m");
        span.InputsJson()!["messages"]!.GetValue<string>().ShouldContain("bytes left out");
        (span.Inputs.Length + span.Outputs.Length).ShouldBeLessThan(5000);
    }

    [Fact]
    public async Task Nothing_is_parsed_on_the_callers_thread()
    {
        await using var tapped = new Tapped();
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        using var client = new HttpClient();
        using var response = await client.SendAsync(Call.Request(server.Uri), Token);
        await Eventually.TrueAsync(() => tapped.Recorded.Count == 1);
        var span = tapped.Recorded[0].Root!;
        span.Deferred.ShouldNotBeNull();
        span.Inputs.IsAbsent.ShouldBeTrue();
        span.Outputs.IsAbsent.ShouldBeTrue();
    }

    private static ReadOnlyMemory<byte> Compress(string encoding, string text)
    {
        using var result = new MemoryStream();
        using (Stream encoder = encoding switch
        {
            "gzip" => new GZipStream(result, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(result, CompressionLevel.Fastest),
            _ => new BrotliStream(result, CompressionLevel.Fastest),
        })
        {
            encoder.Write(Encoding.UTF8.GetBytes(text));
        }

        return result.ToArray();
    }

    private sealed class Observing(Action<HttpRequestMessage> afterwards) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            afterwards(request);
            return response;
        }
    }

    private sealed class BrokenTime : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override long GetTimestamp() => IsBroken ? throw new InvalidOperationException("No time.") : base.GetTimestamp();
    }
}
