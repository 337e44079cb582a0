using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Diagnostics;

namespace MlflowAutolog.Tracing.Tests.Processing;

/// <summary>What an application's own code throws may quote anything; the log says of what type it was, and where.</summary>
[Collection("SelfLog")]
public sealed class LogTests
{
    [Fact]
    public async Task The_message_of_an_exception_is_not_logged()
    {
        using var log = new TemporarySelfLog();
        await using var processed = new Processed(o => o.Sampler = static _ => throw new FormatException("of anna@example.com"));
        processed.Tracer.StartSpan("mail to anna@example.com").Dispose();
        Guarded.Run("reducer", 0, static _ => throw new FormatException("of anna@example.com"));
        log.Lines.Count.ShouldBe(2);
        log.Lines.ShouldAllBe(line => line.Contains("FormatException", StringComparison.Ordinal) && !line.Contains("anna", StringComparison.Ordinal));
        log.Lines[1].ShouldContain("The_message_of_an_exception_is_not_logged");
    }
}
