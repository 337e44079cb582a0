using MlflowAutolog.Tracing.Delivery;

namespace MlflowAutolog.Tracing.Tests.Delivery;

public sealed class QueueBudgetTests
{
    [Fact]
    public void What_does_not_fit_is_refused_and_takes_no_room()
    {
        var budget = new QueueBudget(2, 100);
        budget.TryTake(60).ShouldBeTrue();
        budget.TryTake(41).ShouldBeFalse();
        budget.TryTake(40).ShouldBeTrue();
        budget.TryTake(0).ShouldBeFalse();
    }

    [Fact]
    public void A_trace_beyond_the_bound_is_taken_while_there_is_room_and_nothing_after_it()
    {
        var budget = new QueueBudget(10, 100);
        budget.TryTake(99).ShouldBeTrue();
        budget.TryTake(5_000).ShouldBeTrue();
        budget.TryTake(5_000).ShouldBeFalse();
        budget.TryTake(1).ShouldBeFalse();
        budget.Return(1, 5_000);
        budget.TryTake(1).ShouldBeTrue();
        budget.TryTake(101).ShouldBeFalse();
    }
}
