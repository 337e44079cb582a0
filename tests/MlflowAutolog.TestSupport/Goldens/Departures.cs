using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Where a test demands something else than its golden, and why: the rows of "Where the golden is not the goal".</summary>
/// <remarks>Applied in the order they are given; paths are those of the golden as changed so far. Every departure needs a reason.</remarks>
public sealed class Departures
{
    private readonly List<Action<JsonArray>> _changes = [];
    private readonly List<JsonPath> _ignored = [];
    private readonly List<(JsonPath Path, Func<JsonNode?, bool> IsRight, string Reason)> _demands = [];

    /// <summary>The value at <paramref name="path"/> has to be this one, whatever the golden says.</summary>
    public Departures Require(string path, string json, string reason) => Require(path, JsonNode.Parse(json), reason);

    /// <inheritdoc cref="Require(string, string, string)"/>
    public Departures Require(string path, JsonNode? value, string reason)
    {
        var place = Place(path, reason);
        _changes.Add(golden => Set(golden, place, value));
        return this;
    }

    /// <summary>The value at <paramref name="path"/> of what was stored has to satisfy <paramref name="isRight"/>; the golden's is not compared.</summary>
    public Departures Require(string path, Func<JsonNode?, bool> isRight, string reason)
    {
        var place = Place(path, reason);
        _ignored.Add(place);
        _demands.Add((place, isRight, reason));
        return this;
    }

    /// <summary>The golden's value at <paramref name="path"/> must not be there.</summary>
    public Departures RequireAbsent(string path, string reason)
    {
        var place = Place(path, reason);
        _changes.Add(golden => Remove(golden, place));
        return this;
    }

    /// <summary>The element at <paramref name="path"/>, an index of a list of traces, spans or events, comes in between.</summary>
    public Departures Insert(string path, string json, string reason)
    {
        var place = Place(path, reason);
        _changes.Add(golden => Insert(golden, place, JsonNode.Parse(json)));
        return this;
    }

    /// <summary>Nothing at or below <paramref name="path"/> is compared.</summary>
    public Departures Ignore(string path, string reason)
    {
        _ignored.Add(Place(path, reason));
        return this;
    }

    internal bool Ignores(JsonPath path) => _ignored.Any(path.IsAtOrBelow);

    internal JsonArray Apply(JsonArray golden)
    {
        var changed = (JsonArray)golden.DeepClone();
        foreach (var change in _changes) change(changed);
        return changed;
    }

    internal IEnumerable<Difference> Unmet(JsonArray actual)
        => _demands.Where(demand => !demand.IsRight(demand.Path.Find(actual)))
            .Select(demand => Difference.Of(demand.Path, "what the departure demands", demand.Path.Find(actual), demand.Reason));

    private static JsonPath Place(string path, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return JsonPath.Parse(path);
    }

    private static void Set(JsonArray golden, JsonPath place, JsonNode? value)
    {
        switch (place.Parent.Find(golden), place.Last)
        {
            case (JsonObject map, string name):
                map[name] = value?.DeepClone();
                break;
            case (JsonArray list, int index) when index < list.Count:
                list[index] = value?.DeepClone();
                break;
            default:
                throw NoPlace(place);
        }
    }

    private static void Remove(JsonArray golden, JsonPath place)
    {
        switch (place.Parent.Find(golden), place.Last)
        {
            case (JsonObject map, string name) when map.Remove(name):
                break;
            case (JsonArray list, int index) when index < list.Count:
                list.RemoveAt(index);
                break;
            default:
                throw NoPlace(place);
        }
    }

    private static void Insert(JsonArray golden, JsonPath place, JsonNode? value)
    {
        if (place.Parent.Find(golden) is not JsonArray list || place.Last is not int index || index > list.Count) throw NoPlace(place);
        list.Insert(index, value);
    }

    private static InvalidOperationException NoPlace(JsonPath place) => new($"The golden has no place {place} to depart from.");
}
