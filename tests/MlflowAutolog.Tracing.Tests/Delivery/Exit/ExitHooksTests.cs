using MlflowAutolog.Tracing.Delivery.Exit;

namespace MlflowAutolog.Tracing.Tests.Delivery.Exit;

public sealed class ExitHooksTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_final_work_runs_once_whatever_comes_after()
    {
        var seen = new List<ExitReason>();
        using var work = Work(seen.Add, Limit);

        foreach (var reason in new[] { ExitReason.Signal, ExitReason.Signal, ExitReason.UnhandledException, ExitReason.ProcessExit, ExitReason.Signal })
        {
            work.Start(reason);
            work.Wait(TimeProvider.System.GetTimestamp());
        }

        seen.ShouldBe([ExitReason.Signal, ExitReason.Signal, ExitReason.UnhandledException]);
    }

    [Fact]
    public void Work_that_throws_ends_quietly()
    {
        using var work = Work(_ => throw new InvalidOperationException("no"), Limit);
        work.Start(ExitReason.ProcessExit);
        work.Wait(TimeProvider.System.GetTimestamp());
    }

    [Fact]
    public void Work_that_hangs_is_not_waited_for_beyond_its_limit()
    {
        using var never = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        using var work = Work(
            _ =>
            {
                never.Wait(Limit);
                ended.Set();
            },
            TimeSpan.FromMilliseconds(50));
        work.Start(ExitReason.ProcessExit);
        work.Wait(TimeProvider.System.GetTimestamp());
        ended.IsSet.ShouldBeFalse();
        never.Set();
        ended.Wait(Limit, TestContext.Current.CancellationToken).ShouldBeTrue();
    }

    [Fact]
    public void Registering_can_be_undone_twice_and_begun_again()
    {
        var first = ExitHooks.Register(_ => { }, Limit);
        var second = ExitHooks.Register(_ => { }, Limit);
        first.Dispose();
        first.Dispose();
        second.Dispose();
        using var third = ExitHooks.Register(_ => { }, Limit);
    }

    private static ExitWork Work(Action<ExitReason> work, TimeSpan limit) => new(work, limit, _ => { });
}
