using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>One comparison that runs: its area, its departures, what it found.</summary>
internal sealed class Comparison(string area, Departures departures)
{
    private readonly List<Difference> _found = [];

    /// <summary>In <c>core</c> every value is the program's own; elsewhere SDK classes and wire defaults come in.</summary>
    public bool IsCore => area == "core";

    public IReadOnlyList<Difference> Found => _found;

    public void Add(JsonPath path, JsonNode? expected, JsonNode? actual, string rule)
    {
        if (!departures.Ignores(path)) _found.Add(Difference.Of(path, expected, actual, rule));
    }

    /// <summary>Texts that must be equal to the letter.</summary>
    public void Text(JsonPath path, JsonNode? expected, JsonNode? actual, string rule)
    {
        if (PythonArtefacts.Normalise(expected?.ToString()) != PythonArtefacts.Normalise(actual?.ToString())) Add(path, expected, actual, rule);
    }
}
