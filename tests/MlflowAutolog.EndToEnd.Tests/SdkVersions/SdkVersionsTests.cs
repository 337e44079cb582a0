using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.EndToEnd.Tests.SdkVersions;

/// <summary>The same program with each version of the SDKs: it says the same whoever looks on, and its traces are the same whatever the version.</summary>
public sealed class SdkVersionsTests(BuiltSets sets) : IClassFixture<BuiltSets>
{
    private static readonly (string Conversation, string Span)[] Expected =
    [
        ("chat", """Completions CHAT_MODEL Ok m-1 {"input_tokens":3,"output_tokens":2,"total_tokens":5} Hello"""),
        ("stream", """Completions CHAT_MODEL Ok m-1 none Hello"""),
        ("tools", """Completions CHAT_MODEL Ok m-1 {"input_tokens":7,"output_tokens":2,"total_tokens":9} weather"""),
        ("tools", """Completions CHAT_MODEL Ok m-1 {"input_tokens":9,"output_tokens":2,"total_tokens":11} It is sunny."""),
        ("embeddings", """Embeddings EMBEDDING Ok m-1 {"input_tokens":4,"output_tokens":0,"total_tokens":4} """),
        ("error", """Completions CHAT_MODEL Error m none """),
        ("retry", """Completions CHAT_MODEL Ok m-1 {"input_tokens":5,"output_tokens":2,"total_tokens":7} At last"""),
        ("responses", """Responses CHAT_MODEL Ok m-1 {"input_tokens":6,"output_tokens":2,"total_tokens":8,"cache_read_input_tokens":0} Hello"""),
    ];

    private static readonly string[] Answers = ["Hello", "weather", "It is sunny.", "At last"];

    public static TheoryData<SdkSet> All => [.. SdkSet.All];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_version_runs_the_conversations_as_it_does_alone_and_they_are_traced(SdkSet set)
    {
        var (bare, none) = await RunAsync(set, "nobody");
        none.ShouldBeEmpty();
        bare.Where(line => line.Contains(": ! ", StringComparison.Ordinal) && !line.Contains("ClientResultException: HTTP 400", StringComparison.Ordinal)).Select(line => line.Split(':')[0]).ShouldBe(set.BreaksIn, string.Join("\n", bare));
        var expected = Expected.Where(call => !set.BreaksIn.Contains(call.Conversation) && (set.HasResponses || call.Conversation != "responses")).Select(call => call.Span).ToArray();
        foreach (var seen in (string[])["tap", "policy"])
        {
            var (said, spans) = await RunAsync(set, seen);
            said.ShouldBe(bare, seen);
            spans.ShouldBe(expected, seen);
        }
    }

    private async Task<(string[] Said, string[] Spans)> RunAsync(SdkSet set, string seen)
    {
        using var sandbox = new Sandbox();
        await using var server = await ConversationServer.StartAsync();
        await using var app = ChildProcess.Start(sets.Program(set), [seen, server.Uri.AbsoluteUri], sandbox.Environment(), sandbox.Path);
        (await app.WaitForExitAsync(Programs.Limit)).ShouldBe(0, app.Error);
        app.Error.ShouldNotContain("MissingMethodException", Case.Sensitive, "a hook of ours met a member that this version does not have");
        return (app.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), [.. sandbox.Stored().OrderBy(trace => trace.Root!.StartUnixNano).Select(trace => Told(trace.Spans.ShouldHaveSingleItem()))]);
    }

    private static string Told(SpanData span)
    {
        var outputs = span.Outputs.ToString();
        var said = Answers.FirstOrDefault(answer => outputs.Contains(answer, StringComparison.Ordinal));
        return $"{span.Name} {span.Type} {span.Status} {Attribute(span, WireNames.Model)} {Attribute(span, WireNames.ChatTokenUsage)} {said}";
    }

    private static string Attribute(SpanData span, string key)
        => span.Attributes.Where(attribute => attribute.Key == key).Select(attribute => attribute.Value.Kind == AttributeKind.Json ? attribute.Value.Json.ToString() : attribute.Value.Text).FirstOrDefault() ?? "none";
}
