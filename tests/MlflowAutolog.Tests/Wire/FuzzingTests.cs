using MlflowAutolog.Fuzzing.Running;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>Broken exchanges of every format; many more of them by hand, see CONTRIBUTING.md.</summary>
public sealed class FuzzingTests
{
    private const int Seed = 1;
    private const int Count = 10_000;

    public static TheoryData<string> Formats => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_bytes_break_a_format(string format)
    {
        var report = new FuzzRun(FuzzTarget.Named(format), Seed).Run(Count);
        report.Failure.ShouldBeNull();
        report.Count.ShouldBe(Count);
    }

    [Fact]
    public void The_same_number_makes_the_same_input()
        => FuzzTarget.Named("Chat").Make(Seed, 7).ToString().ShouldBe(FuzzTarget.Named("Chat").Make(Seed, 7).ToString());

    [Fact]
    public void What_goes_wrong_is_told_and_kept_with_its_input()
    {
        var target = FuzzTarget.Named("Speech");
        var report = new FuzzRun(target, Seed, (_, input) => input.ToString() == target.Make(Seed, 3).ToString() ? throw new InvalidDataException("It broke.") : 0).Run(Count);
        var failure = report.Failure.ShouldNotBeNull();
        failure.ShouldContain("input 3 of seed 1");
        failure.ShouldContain("It broke.");
        var file = failure.Split("kept in ")[1].Split(".txt")[0] + ".txt";
        File.ReadAllText(file).ShouldContain(Convert.ToBase64String(target.Make(Seed, 3).Reply));
        File.Delete(file);
    }
}
