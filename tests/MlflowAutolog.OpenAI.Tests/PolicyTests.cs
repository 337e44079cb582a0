using MlflowAutolog.OpenAI.Tests.Support;

namespace MlflowAutolog.OpenAI.Tests;

/// <summary>Whoever looks on, the call is the same for its caller and for its server, and the same is told of it.</summary>
public sealed class PolicyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Seen, bool> Cases => new MatrixTheoryData<string, Seen, bool>(Scenario.All.Keys, [Seen.ByPolicy, Seen.ByBoth], [true, false]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_tells_of_a_call_what_the_tap_tells(string name, Seen seen, bool withContent)
    {
        var scenario = Scenario.All[name];
        await using var tap = new Watch(Seen.ByTap, options => options.CaptureContent = withContent);
        await scenario.RunAgainstServerAsync(tap, Token);
        var expected = Facts.Of((await tap.SpansAsync()).ShouldHaveSingleItem());
        await tap.DisposeAsync();

        await using var policy = new Watch(seen, options => options.CaptureContent = withContent);
        await scenario.RunAgainstServerAsync(policy, Token);
        var span = await policy.SpanAsync();

        Facts.Of(span).ShouldBe(expected);
        if (!withContent) Facts.Of(span).ShouldNotContain("Hel");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_changes_nothing(string name, Seen seen, bool withContent)
    {
        var scenario = Scenario.All[name];
        await using var nobody = new Watch(Seen.ByNobody);
        var bare = await scenario.RunAgainstServerAsync(nobody, Token);
        await nobody.DisposeAsync();

        await using var watch = new Watch(seen, options => options.CaptureContent = withContent);
        (await scenario.RunAgainstServerAsync(watch, Token)).ShouldBe(bare);
    }
}
