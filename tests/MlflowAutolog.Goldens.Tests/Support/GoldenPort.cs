using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Support;

/// <summary>A golden's <c>program.py</c> in C#, and where the golden is not the goal.</summary>
/// <param name="Scenario">Area and scenario.</param>
/// <param name="RunAsync">The program; it is given the model server's address.</param>
/// <param name="Departures">Each with its reason; F13, B2 … are rows of the goldens' <c>known-losses.md</c>.</param>
internal sealed record GoldenPort(string Scenario, Func<Uri, Task> RunAsync, Departures Departures)
{
    /// <summary>On MLflow 3.6, where that differs for a reason the departures name; else <see cref="Departures"/>.</summary>
    public Departures? OnOldest { get; init; }

    /// <summary>A text that is in everything the product has to say about what the program does; <see langword="null"/> = it has nothing to say.</summary>
    public string? Says { get; init; }

    public GoldenPort(string scenario, Func<Uri, Task> runAsync)
        : this(scenario, runAsync, new Departures())
    {
    }

    public GoldenPort(string scenario, Func<Task> runAsync)
        : this(scenario, _ => runAsync())
    {
    }

    public GoldenPort(string scenario, Action run, Departures? departures = null)
        : this(scenario, _ => Run(run), departures ?? new Departures())
    {
    }

    /// <summary>What the program configures beside where its traces go.</summary>
    public Action<MlflowOptions>? Configure { get; init; }

    private static Task Run(Action run)
    {
        run();
        return Task.CompletedTask;
    }
}
