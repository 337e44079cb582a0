using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>What happens to a call, and for which members it can.</summary>
/// <param name="Name">As it stands in a failure.</param>
/// <param name="Applies">Which members it can happen to.</param>
/// <param name="Replies">What the server says.</param>
internal sealed record Situation(string Name, Func<Member, bool> Applies, Func<Member, IReadOnlyList<ScriptedReply>> Replies)
{
    private static readonly ScriptedReply Never = Support.Replies.Ok with { Delay = TimeSpan.FromMinutes(1) };

    public static IReadOnlyList<Situation> All { get; } =
    [
        new("ok", _ => true, member => [ReplyFor.Member(member)]),
        new("400", member => member.IsCall, _ => [Support.Replies.Refused]),
        new("503, then 200", member => member.IsCall, member => [Support.Replies.Busy, ReplyFor.Member(member)]) { Retries = 1 },
        // Members without a token, files by their path among them, can only be ended by the client's time limit.
        new("cancelled", member => member is { IsCall: true, CanBeCancelled: true }, _ => [Never]) { CancelsOnArrival = true, LeavesServer = true },
        new("time is up", member => member is { IsCall: true, CanBeCancelled: false }, _ => [Never]) { Timeout = TimeSpan.FromSeconds(1.5), LeavesServer = true },
        new("cancelled between chunks", member => member is { IsStream: true, CanBeCancelled: true }, member => [ReplyFor.WithoutEnd(member)]) { Reads = Reads.UntilCancelled, Timeout = TimeSpan.FromSeconds(3), LeavesServer = true },
        new("left early", member => member is { IsStream: true } or { IsProtocol: true, IsSequence: false }, member => [ReplyFor.WithoutEnd(member)]) { Reads = Reads.First, Timeout = TimeSpan.FromSeconds(3), LeavesServer = true },
        // Pages come whole: what is left there is the rest of them. Of what is neither a sequence nor a reply as it comes, all is there when the call returns.
        new("pages left early", member => member is { IsSequence: true, IsStream: false }, member => [ReplyFor.Member(member)]) { Reads = Reads.First },
    ];

    public Reads Reads { get; init; } = Reads.All;

    public int Retries { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>The caller cancels once the server has the request.</summary>
    public bool CancelsOnArrival { get; init; }

    /// <summary>Whether the server is to see that its reply is no longer wanted.</summary>
    public bool LeavesServer { get; init; }
}
