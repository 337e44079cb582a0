using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Tests.Delivery;

namespace MlflowAutolog.Tracing.Tests.Attachments;

/// <summary>On the real servers where they can be had.</summary>
public sealed class AttachmentDeliveryTests
{
    private const string Files = "/api/2.0/mlflow-artifacts/";
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_content_is_there_for_the_UI_and_for_the_reader()
    {
        var server = await MlflowServers.StartAsync();
        await using var tracer = TracerOn(server.Uri);

        var trace = await KeepAsync(tracer, new { picture = new TraceAttachment("image/png", Picture) });

        var reference = trace.Root!.Inputs!.Value.GetProperty("picture").GetString()!;
        AttachmentReference.TryParse(reference, out var parsed).ShouldBeTrue();
        (parsed.TraceId, parsed.ContentType).ShouldBe((trace.Info.TraceId, "image/png"));
        using var browser = new HttpClient();
        (await browser.GetByteArrayAsync($"{server.Uri}/ajax-api/2.0/mlflow/get-trace-artifact?request_id={parsed.TraceId}&path={parsed.AttachmentId}", Token)).ShouldBe(Picture);
        var read = (await tracer.GetAttachmentAsync(reference, Token)).ShouldNotBeNull();
        (read.ContentType, Convert.ToHexString(read.Content.Span)).ShouldBe(("image/png", Convert.ToHexString(Picture)));
        (await tracer.GetAttachmentAsync(reference.Replace(parsed.AttachmentId, Guid.NewGuid().ToString(), StringComparison.Ordinal), Token)).ShouldBeNull();
        var statistics = tracer.Statistics;
        (statistics.AttachmentsDelivered, statistics.AttachmentsPending, statistics.AttachmentsDroppedByReason.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task A_server_whose_UI_knows_no_attachments_gets_what_fits_in_the_span_and_the_rest_beside_it()
    {
        var server = await MlflowServers.StartAsync(MlflowServers.Oldest);
        await using var tracer = TracerOn(server.Uri, options => options.MaxValueBytes = 2_000);

        var trace = await KeepAsync(tracer, new { small = new TraceAttachment("image/png", Picture), big = new TraceAttachment("image/gif", new byte[4_000]) });

        var inputs = trace.Root!.Inputs!.Value;
        inputs.GetProperty("small").GetString().ShouldBe("data:image/png;base64," + Convert.ToBase64String(Picture));
        (await tracer.GetAttachmentAsync(inputs.GetProperty("big").GetString()!, Token)).ShouldNotBeNull().Content.Length.ShouldBe(4_000);
        tracer.Statistics.AttachmentsDelivered.ShouldBe(1);
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_child_that_ends_after_its_root_brings_its_content(string version)
    {
        var server = await MlflowServers.StartAsync(version);
        await using var tracer = TracerOn(server.Uri, options => options.MaxValueBytes = 1_024);
        var root = tracer.StartSpan("root");
        var late = tracer.StartDetachedSpan("late", SpanType.Tool, root);
        root.Dispose();
        (await tracer.FlushAsync(Token)).ShouldBeTrue();
        late.SetOutputs(new TraceAttachment("audio/wav", new byte[3_000]));
        late.Dispose();
        (await tracer.FlushAsync(Token)).ShouldBeTrue();

        var trace = (await tracer.GetTraceAsync(root.TraceId, Token)).ShouldNotBeNull();

        var reference = trace.Spans.Single(span => span.Name == "late").Outputs!.Value.GetString()!;
        (await tracer.GetAttachmentAsync(reference, Token)).ShouldNotBeNull().Content.Length.ShouldBe(3_000);
    }

    [Fact]
    public async Task A_picture_sent_twice_is_uploaded_once()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = TracerOn(server.Uri);

        await KeepAsync(tracer, new { one = new TraceAttachment("image/png", Picture), two = "data:image/png;base64," + Convert.ToBase64String(Picture) });

        server.Requests.Count(request => request.Method == "PUT").ShouldBe(1);
        tracer.Statistics.AttachmentsDelivered.ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_that_fails_for_now_is_tried_again_after_spans_and_info()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(2, 503, pathPrefix: Files);
        await using var tracer = TracerOn(server.Uri);

        await KeepAsync(tracer, new TraceAttachment("image/png", Picture));

        server.Requests.Where(request => request.Method != "GET").Select(request => request.Path.Split("/tr-")[0])
            .ShouldBe(["/v1/traces", "/api/3.0/mlflow/traces", "/api/2.0/mlflow-artifacts/artifacts/0/traces", "/api/2.0/mlflow-artifacts/artifacts/0/traces", "/api/2.0/mlflow-artifacts/artifacts/0/traces"]);
        tracer.Statistics.AttachmentsDelivered.ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_that_the_server_refuses_is_given_up_and_counted_and_others_go_on()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 413, pathPrefix: Files);
        await using var tracer = TracerOn(server.Uri);

        await KeepAsync(tracer, new TraceAttachment("image/png", Picture));
        await KeepAsync(tracer, new TraceAttachment("image/png", Picture));

        var statistics = tracer.Statistics;
        (statistics.Delivered, statistics.AttachmentsDelivered, statistics.AttachmentsPending).ShouldBe((2, 1, 0));
        statistics.AttachmentsDroppedByReason.ShouldBe(new Dictionary<string, long> { [DropReasons.UploadFailed] = 1 });
    }

    [Fact]
    public async Task What_waits_at_the_end_of_the_process_is_counted()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1_000, 503, pathPrefix: Files);
        server.FailNext(1_000, 503, pathPrefix: "/health");
        await using var tracer = TracerOn(server.Uri);
        using (var span = tracer.StartSpan("root")) span.SetInputs(new TraceAttachment("image/png", Picture));
        await Eventually.TrueAsync(() => server.Requests.Any(request => request.Method == "PUT"));

        await tracer.ShutdownAsync(TimeSpan.FromMilliseconds(50));

        var statistics = tracer.Statistics;
        (statistics.Delivered, statistics.AttachmentsPending).ShouldBe((1, 0));
        statistics.AttachmentsDroppedByReason.ShouldBe(new Dictionary<string, long> { [DropReasons.Shutdown] = 1 });
    }

    [Fact]
    public async Task One_beyond_the_limit_is_counted()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = TracerOn(server.Uri, options => options.MaxAttachmentBytes = 5);

        await KeepAsync(tracer, new TraceAttachment("image/png", Picture));

        tracer.Statistics.AttachmentsDroppedByReason.ShouldBe(new Dictionary<string, long> { [DropReasons.TooLarge] = 1 });
    }

    [Fact]
    public async Task Attachments_count_against_the_bytes_that_may_wait()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = TracerOn(server.Uri, options => options.MaxQueueBytes = 1 << 20);

        using (server.HoldAnswers())
        {
            // The first is beyond the bound by itself and taken all the same; it leaves no room.
            for (var i = 0; i < 2; i++)
            {
                using var span = tracer.StartSpan("root");
                span.SetInputs(new TraceAttachment("image/png", new byte[2 << 20]));
            }
        }

        tracer.Statistics.DroppedByReason.ShouldBe(new Dictionary<string, long> { [DropReasons.QueueFull] = 1 });
    }

    [Fact]
    public async Task The_local_store_keeps_the_content_in_its_record()
    {
        using var folder = new TemporaryFolder();
        await using var tracer = new MlflowTracer(new MlflowOptions { StorePath = folder.Path, Environment = _ => null });

        var trace = await KeepAsync(tracer, new TraceAttachment("image/png", Picture));

        var reference = trace.Root!.Inputs!.Value.GetString()!;
        (await tracer.GetAttachmentAsync(reference, Token)).ShouldNotBeNull().Content.ToArray().ShouldBe(Picture);
        tracer.Statistics.AttachmentsDelivered.ShouldBe(1);
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_sent_with_its_content()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await server.StopAsync();
        using var home = new TemporaryFolder();
        Action<MlflowOptions> atHome = options => options.Environment = name => name == "HOME" ? home.Path : null;
        string reference;
        await using (var first = TracerOn(server.Uri, atHome))
        {
            var span = first.StartSpan("root");
            span.SetInputs(new TraceAttachment("image/png", Picture));
            span.Dispose();
            await first.ShutdownAsync(TimeSpan.Zero);
            first.Statistics.Spilled.ShouldBe(1);
        }

        await server.ResumeAsync();
        await using var next = TracerOn(server.Uri, atHome);

        await Eventually.TrueAsync(() => next.Statistics.AttachmentsDelivered == 1);
        reference = server.Requests.Single(request => request.Method == "PUT").Path;
        reference.ShouldContain("/attachments/");
    }

    [Fact]
    public async Task A_text_that_is_no_reference_is_said_to_be_none()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = TracerOn(server.Uri);

        var exception = await Should.ThrowAsync<MlflowException>(() => tracer.GetAttachmentAsync("my secret text", Token));

        exception.Message.ShouldContain("mlflow-attachment://");
        exception.Message.ShouldNotContain("secret");
    }

    private static MlflowTracer TracerOn(string uri, Action<MlflowOptions>? configure = null)
    {
        var options = new MlflowOptions { TrackingUri = uri, Environment = _ => null };
        configure?.Invoke(options);
        return new MlflowTracer(options);
    }

    private static async Task<MlflowTrace> KeepAsync(MlflowTracer tracer, object inputs)
    {
        var span = tracer.StartSpan("root");
        span.SetInputs(inputs);
        span.Dispose();
        (await tracer.FlushAsync(Token)).ShouldBeTrue();
        return (await tracer.GetTraceAsync(span.TraceId, Token)).ShouldNotBeNull();
    }
}
