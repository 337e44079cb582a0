using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Compares stored traces with a golden by the rules that the goldens state: strictly, loosely, or not at all.</summary>
public static class GoldenComparer
{
    /// <summary>The differences; none when the traces are what the golden, as departed from, demands.</summary>
    /// <param name="area">The golden's folder, <c>core</c> or the name of an SDK or framework.</param>
    /// <param name="golden">The golden's traces, oldest first.</param>
    /// <param name="actual">What was stored, in the same form.</param>
    /// <param name="departures">Where the golden is not the goal.</param>
    public static IReadOnlyList<Difference> Compare(string area, JsonArray golden, JsonArray actual, Departures? departures = null)
    {
        departures ??= new Departures();
        var expected = departures.Apply(golden);
        var comparison = new Comparison(area, departures);
        if (expected.Count != actual.Count) comparison.Add(JsonPath.Root, expected.Count, actual.Count, "number of traces");
        var traces = new TraceComparison(comparison);
        for (var index = 0; index < Math.Min(expected.Count, actual.Count); index++)
            traces.Compare(JsonPath.Root[index], expected[index]!, actual[index]!);
        return [.. comparison.Found, .. departures.Unmet(actual)];
    }

    /// <summary>Throws an exception that lists every difference.</summary>
    public static void Verify(GoldenScenario scenario, JsonArray actual, Departures? departures = null)
    {
        var differences = Compare(scenario.Area, scenario.Traces, actual, departures);
        if (differences.Count > 0) throw new GoldenMismatchException(scenario.Name, differences);
    }
}
