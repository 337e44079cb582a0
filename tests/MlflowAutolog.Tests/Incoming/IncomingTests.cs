using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.TestSupport.Hosting;
using MlflowAutolog.Tracing.Propagation;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Incoming;

/// <summary>A request that comes in to a real Kestrel continues its sender's trace where that is allowed, and nothing else changes.</summary>
public sealed class IncomingTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string ParentSpan = "b7ad6b7169203331";
    private const string Key = "a key of ours, long enough";

    private readonly List<string> _connections = [];
    private readonly List<Activity?> _activities = [];
    private Func<MlflowSpan> _handle = () => MlflowSpan.None;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_the_switch_on_the_senders_span_is_the_parent(bool isHostOlder)
    {
        var host = isHostOlder ? await StartAsync() : null;
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        host ??= await StartAsync();
        await using (host) await SendAsync(host, $"mlflow-traceparent: {Parent}");
        tapped.Spans.ShouldHaveSingleItem().ParentSpanId.ToHexString().ShouldBe(ParentSpan);
    }

    [Fact]
    public async Task With_the_switch_off_nobody_joins_and_nobody_forces_a_trace()
    {
        await using var tapped = Tap();
        await using var host = await StartAsync();
        await SendAsync(host, $"mlflow-traceparent: {Parent}", $"traceparent: {Parent}");
        tapped.Traces.ShouldHaveSingleItem().Root.ShouldNotBeNull();
        await using var unsampled = Tap(options => options.SamplingRatio = 0);
        await SendAsync(host, $"mlflow-traceparent: {Parent}", $"traceparent: {Parent}");
        unsampled.Traces.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("another key, as long as ours", false)]
    [InlineData(null, false)]
    [InlineData(Key, true)]
    public async Task With_a_key_only_who_has_it_joins(string? key, bool joins)
    {
        await using var tapped = Tap(options =>
        {
            options.ContinueIncomingTraces = true;
            options.PropagationKey = Key;
        });
        await using var host = await StartAsync();
        await SendAsync(host, $"mlflow-traceparent: {(key is null ? Parent : HeaderSignature.Sign(Parent, key, DateTimeOffset.UtcNow))}");
        tapped.Spans.ShouldHaveSingleItem().IsRoot.ShouldBe(!joins);
        tapped.Log.Containing("[propagation]").Count.ShouldBe(joins ? 0 : 1);
        tapped.Log.Lines.ShouldAllBe(line => !line.Contains(Key) && !line.Contains(ParentSpan));
    }

    [Fact]
    public async Task An_ordinary_traceparent_never_joins()
    {
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        await using var host = await StartAsync();
        await SendAsync(host, $"traceparent: {Parent}", "tracestate: mlflow=1");
        tapped.Spans.ShouldHaveSingleItem().IsRoot.ShouldBeTrue();
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    public async Task A_malformed_header_starts_a_trace_of_its_own(string header)
    {
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        await using var host = await StartAsync();
        await SendAsync(host, $"mlflow-traceparent: {header}");
        tapped.Spans.ShouldHaveSingleItem().IsRoot.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unsampled_sender_is_not_recorded()
    {
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        await using var host = await StartAsync();
        await SendAsync(host, $"mlflow-traceparent: {Parent[..^2]}00");
        tapped.Spans.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/throw")]
    public async Task The_next_request_of_a_connection_does_not_continue_it(string path)
    {
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        await using var host = await StartAsync();
        using var client = new HttpClient { BaseAddress = host.Uri };
        using var first = new HttpRequestMessage(HttpMethod.Get, path);
        first.Headers.Add("mlflow-traceparent", Parent);
        (await client.SendAsync(first, TestContext.Current.CancellationToken)).Dispose();
        (await client.GetAsync("/", TestContext.Current.CancellationToken)).Dispose();
        _connections.Distinct().Count().ShouldBe(1);
        tapped.Spans.Select(span => span.IsRoot).ShouldBe([false, true]);
        tapped.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_at_the_same_time_continue_their_own()
    {
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        await using var host = await StartAsync();
        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => SendAsync(host, $"mlflow-traceparent: 00-{number:x32}-{number:x16}-01")));
        tapped.Spans.Count.ShouldBe(40);
        tapped.Spans.ShouldAllBe(span => span.TraceId.ToHexString().EndsWith(span.ParentSpanId.ToHexString()));
        tapped.Spans.Select(span => span.TraceId).Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public async Task No_request_gets_an_Activity_because_of_us()
    {
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        await using var host = await StartAsync();
        await SendAsync(host, $"mlflow-traceparent: {Parent}");
        _activities.ShouldBe([null]);
    }

    [Fact]
    public async Task Uninstalled_it_hears_nothing_more()
    {
        await using var tapped = Tap(options => options.ContinueIncomingTraces = true);
        await using var host = await StartAsync();
        tapped.Uninstall();
        await SendAsync(host, $"mlflow-traceparent: {Parent}");
        tapped.Spans.ShouldHaveSingleItem().IsRoot.ShouldBeTrue();
    }

    /// <summary>From here on requests are handled in a span of the result.</summary>
    private Tapped Tap(Action<MlflowOptions>? configure = null)
    {
        var tapped = new Tapped(configure);
        _handle = () => tapped.Tracer.StartSpan("handler");
        return tapped;
    }

    private Task<LoopbackHost> StartAsync() => LoopbackHost.StartAsync(async context =>
    {
        lock (_connections)
        {
            _connections.Add(context.Connection.Id);
            _activities.Add(Activity.Current);
        }

        await Task.Yield();
        using (_handle()) await Task.Yield();
        if (context.Request.Path == "/throw") throw new InvalidOperationException("the application's own");
    });

    /// <summary>By socket: headers that no client would send, on a connection of its own.</summary>
    private static async Task SendAsync(LoopbackHost host, params string[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Uri.Host, host.Uri.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host.Uri.Authority}\r\n{string.Join("\r\n", headers)}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 200");
    }
}
