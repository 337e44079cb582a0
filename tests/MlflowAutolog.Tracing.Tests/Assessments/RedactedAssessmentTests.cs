using System.Text;
using System.Text.Json;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Assessments;

/// <summary>Assessments say what people and judges wrote, and what they quote.</summary>
public sealed class RedactedAssessmentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_assessment_says_is_redacted_before_it_leaves(bool isRunning)
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server, o => o.RedactPii());
        var root = tracer.StartSpan("root");
        if (!isRunning) root.End();

        var feedback = await tracer.LogFeedbackAsync(root.TraceId, "helpful", "said anna@example.com", AssessmentSource.Human("u-1"), "wrote to bob@example.com", [new("ip", "from 203.0.113.7")], cancellationToken: Token);
        feedback.Value.ShouldBe("said [email]");
        feedback.Rationale.ShouldBe("wrote to [email]");
        await tracer.LogExpectationAsync(root.TraceId, "expected", new { mail = "carl@example.com", phones = new[] { "+49 30 1234567" }, card = 4111111111111111 }, cancellationToken: Token);
        await tracer.LogAssessmentAsync(root.TraceId, new Feedback { Name = "judge", Error = new AssessmentError("TIMEOUT", "no answer for dora@example.com", "at Judge(eve@example.com)") }, Token);
        await tracer.UpdateAssessmentAsync(root.TraceId, feedback.AssessmentId!, new Feedback { Name = "helpful", Value = "now fred@example.com", Rationale = "of gina@example.com" }, Token);
        await tracer.OverrideFeedbackAsync(root.TraceId, feedback.AssessmentId!, "hans@example.com", rationale: "ina@example.com", cancellationToken: Token);
        root.End();
        (await tracer.FlushAsync(Token)).ShouldBeTrue();

        var sent = string.Join('\n', server.Requests.Select(request => Encoding.UTF8.GetString(request.Body)));
        sent.ShouldNotContain("@example.com");
        sent.ShouldNotContain("203.0.113.7");
        sent.ShouldNotContain("4111111111111111");
        sent.ShouldNotContain("1234567\"");
        foreach (var words in (string[])["now [email]", "of [email]", "from [ip]", "no answer for [email]", "at Judge([email])", "[phone]", "[card]"]) sent.ShouldContain(words);
    }

    [Fact]
    public async Task Values_that_say_nothing_keep_their_types()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server, o => o.RedactPii());
        using var root = tracer.StartSpan("root");
        (await tracer.LogFeedbackAsync(root.TraceId, "a", 0.6, cancellationToken: Token)).Value.ShouldBe(0.6);
        (await tracer.LogFeedbackAsync(root.TraceId, "b", true, cancellationToken: Token)).Value.ShouldBe(true);
        (await tracer.LogFeedbackAsync(root.TraceId, "c", 4111111111111111, cancellationToken: Token)).Value.ShouldBe("[card]");
        (await tracer.LogExpectationAsync(root.TraceId, "d", new[] { 1, 2 }, cancellationToken: Token)).Value.ShouldBeOfType<JsonElement>().GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_redactor_that_fails_stores_nothing_and_says_so()
    {
        using var log = new TemporarySelfLog();
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server, o => o.Redact(text => text.Contains("secret", StringComparison.Ordinal) ? throw new InvalidOperationException(text) : text));
        using var root = tracer.StartSpan("root");
        var failure = await Should.ThrowAsync<MlflowException>(() => tracer.LogFeedbackAsync(root.TraceId, "helpful", true, rationale: "secret", cancellationToken: Token));
        failure.Message.ShouldBe("A redactor failed with InvalidOperationException, so the assessment 'helpful' was not stored. Mend the redactor, or leave out what it fails on.");
        log.Lines.ShouldAllBe(line => !line.Contains("secret", StringComparison.Ordinal));
        root.End();
        await tracer.FlushAsync(Token);
        server.Requests.ShouldAllBe(request => !Encoding.UTF8.GetString(request.Body).Contains("helpful", StringComparison.Ordinal));
    }

    private static MlflowTracer Tracer(FakeMlflowServer server, Action<MlflowOptions> configure)
    {
        var options = new MlflowOptions { TrackingUri = server.Uri, Environment = static _ => null };
        configure(options);
        return new MlflowTracer(options);
    }
}
