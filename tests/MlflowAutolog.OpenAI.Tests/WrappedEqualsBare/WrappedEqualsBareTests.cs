using System.Collections.Concurrent;
using MlflowAutolog.OpenAI.Tests.Support;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>Every public member of the SDK's clients does to the byte what it would without us: what it sends, returns, throws and disposes of.</summary>
public sealed class WrappedEqualsBareTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, Outcome>>>> BareRounds = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> AllClients => [.. Clients.All.Keys];

    public static TheoryData<string, Seen> AllWatched => [.. from client in Clients.All.Keys from seen in (Seen[])[Seen.ByTap, Seen.ByPolicy, Seen.ByBoth] select (client, seen)];

    [Theory]
    [MemberData(nameof(AllClients))]
    public void Every_member_has_an_entry(string client) => Uncovered(Clients.All[client]).ShouldBeEmpty();

    [Fact]
    public void A_member_that_is_new_fails_by_its_name()
        => Uncovered(typeof(NewClient)).ShouldBe(["No reply for NewClient.Dream: add one to ReplyFor.", $"No argument for {typeof(TimeZoneInfo)} zone: add one to ArgumentMaker."], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(AllClients))]
    public async Task The_situations_are_what_they_say(string client)
    {
        var wrong = (await BareAsync(client)).Where(call => !IsAsItsNameSays(call.Key, call.Value)).Select(call => $"{call.Key}\n{call.Value}");
        string.Join("\n\n", wrong).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllWatched))]
    public async Task Wrapped_equals_bare(string client, Seen seen)
    {
        var bare = await BareAsync(client);
        await using var watch = new Watch(seen);
        var wrapped = await Round.RunAsync(Clients.All[client], watch, Token);
        wrapped.Keys.ShouldBe(bare.Keys, ignoreOrder: true);
        var different = wrapped.Where(call => call.Value != bare[call.Key]).Select(call => $"{call.Key}\nbare    {bare[call.Key]}\nwrapped {call.Value}");
        string.Join("\n\n", different).ShouldBeEmpty();
        watch.Spans.ShouldNotBeEmpty("or nothing was wrapped");
    }

    private static Task<IReadOnlyDictionary<string, Outcome>> BareAsync(string client) => BareRounds.GetOrAdd(client, name => new(async () =>
    {
        await using var watch = new Watch(Seen.ByNobody);
        return await Round.RunAsync(Clients.All[name], watch, Token);
    })).Value;

    private static bool IsAsItsNameSays(string call, Outcome outcome) => call.Split(':')[0] switch
    {
        "ok" or "503, then 200" or "left early" or "pages left early" => outcome.Thrown.Length == 0 && outcome.Got.Length > 0,
        "400" => outcome.Thrown.Contains("(400)", StringComparison.Ordinal) || call.EndsWith("Pipeline", StringComparison.Ordinal),
        _ => outcome.Thrown.Contains("Cancel", StringComparison.OrdinalIgnoreCase),
    };

    private static List<string> Uncovered(Type client)
    {
        var missing = new List<string>();
        foreach (var member in Member.Of(client))
        {
            using var given = new Given(member, Reads.All);
            try
            {
                ReplyFor.Member(member);
                foreach (var parameter in member.Parameters) ArgumentMaker.Make(parameter, given);
            }
            catch (NotSupportedException e)
            {
                missing.Add(e.Message);
            }
        }

        return missing;
    }

    private sealed class NewClient
    {
        public string Model => "m";

        public void Dream(string about) => throw new NotSupportedException(about);

        public void CompleteChat(TimeZoneInfo zone) => throw new NotSupportedException(zone.Id);
    }
}
