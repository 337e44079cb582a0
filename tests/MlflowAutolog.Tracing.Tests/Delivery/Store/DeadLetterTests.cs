using System.Text.Json;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Tests.Delivery.Store;

public sealed class DeadLetterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_refusal_is_one_line_with_the_reason_and_the_spans()
    {
        var letter = new DeadLetter(_folder.Path);
        var pretty = new SpanEventData("event", SomeTrace.Start, [new SpanAttribute("k", SomeTrace.JsonAttribute("{\n  \"a\": 1\n}"))]);
        letter.Add(SomeTrace.Of(SomeTrace.Span("first") with { Events = [pretty] }), "400: no\nway");
        letter.Add(SomeTrace.Of("second"), "413: too large");

        var lines = File.ReadAllLines(letter.Path);

        lines.Length.ShouldBe(2);
        using var first = JsonDocument.Parse(lines[0]);
        first.RootElement.GetProperty("reason").GetString().ShouldBe("400: no\nway");
        TracesJson.Read(first.RootElement.GetProperty("trace")).ShouldHaveSingleItem().Name.ShouldBe("first");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(letter.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_full_file_starts_over()
    {
        var letter = new DeadLetter(_folder.Path, capacity: 2_000);
        for (var i = 0; i < 20; i++) letter.Add(SomeTrace.Of($"trace {i}"), "400: no");

        new FileInfo(letter.Path).Length.ShouldBeLessThanOrEqualTo(2_000);
        File.ReadAllLines(letter.Path)[^1].ShouldContain("trace 19");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_nobody_an_exception()
        => Should.NotThrow(() => new DeadLetter(_folder.Impossible).Add(SomeTrace.Of(), "400: no"));

    [Fact]
    public async Task What_MLflow_refuses_lies_beside_the_spool()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 400, pathPrefix: "/v1/traces", body: """{"error_code":"INVALID_PARAMETER_VALUE","message":"not this one"}""");
        var options = Some.Options(server.Uri, o => o.Environment = name => name == "XDG_STATE_HOME" ? _folder.Path : null);
        var (pipeline, _) = DeliveryFactory.Create(options, _ => false);
        await using var delivery = pipeline;

        pipeline.Accept(Some.Recorded());
        (await pipeline.FlushAsync(Token)).ShouldBeTrue();

        pipeline.Statistics.DroppedByReason["rejected"].ShouldBe(1);
        var line = File.ReadAllLines(Path.Combine(SpoolPath.Of(options), "dead-letter.jsonl")).ShouldHaveSingleItem();
        line.ShouldContain("not this one");
    }
}
