using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Attributes of a span beyond inputs, outputs and type.</summary>
internal sealed class AttributeComparison(Comparison comparison)
{
    private const string Cost = "mlflow.llm.cost";
    private const string Provider = "mlflow.llm.provider";
    private const double CostTolerance = 1e-9;

    private static readonly HashSet<string> Strict =
    [
        "mlflow.chat.tools", "mlflow.chat.tokenUsage", "mlflow.llm.model", Provider, "mlflow.message.format", "mlflow.spanLogLevel", "mlflow.spanDescription",
    ];

    /// <summary>Content that may hold what a mask took out of inputs (known-losses F3).</summary>
    internal static readonly string[] Never = ["prompt", "instructions", "extra_headers"];

    private readonly JsonComparison _loose = new(comparison, nullIsAbsent: true);
    private readonly JsonComparison _exact = new(comparison, nullIsAbsent: false);

    public void Compare(JsonPath path, JsonObject? expected, JsonObject? actual)
    {
        expected ??= [];
        actual ??= [];
        CompareCost(path[Cost], expected[Cost], actual[Cost]);
        foreach (var name in Strict) CompareStrict(path[name], name, expected, actual);
        if (comparison.IsCore)
            CompareOwn(path, expected, actual);
        else
            CompareParameters(path, expected, actual);
    }

    /// <summary>The server computes it: equal model, provider and usage are enough where it did not.</summary>
    private void CompareCost(JsonPath path, JsonNode? expected, JsonNode? actual)
    {
        if (expected is not JsonObject golden || actual is not JsonObject ours) return;
        foreach (var (name, value) in golden)
        {
            if (ours[name] is not { } number || Math.Abs(value!.GetValue<double>() - number.GetValue<double>()) > CostTolerance)
                comparison.Add(path[name], value, ours[name], "cost");
        }
    }

    private void CompareStrict(JsonPath path, string name, JsonObject expected, JsonObject actual)
    {
        // Python names no provider for OpenAI; ours is right whenever the host is known (known-losses D11).
        if (name == Provider && expected[name] is null) return;
        _loose.Compare(path, expected[name], actual[name], "attribute");
    }

    /// <summary>What the program set, no more and no less.</summary>
    private void CompareOwn(JsonPath path, JsonObject expected, JsonObject actual)
    {
        foreach (var (name, value) in expected.Where(pair => IsOwn(pair.Key)))
        {
            if (actual.TryGetPropertyValue(name, out var ours))
                _exact.Compare(path[name], value, ours, "attribute");
            else
                comparison.Add(path[name], value ?? JsonValue.Create("null"), null, "attribute missing");
        }

        foreach (var (name, value) in actual.Where(pair => IsOwn(pair.Key) && !pair.Key.StartsWith("mlflow.", StringComparison.Ordinal)))
        {
            if (!expected.ContainsKey(name)) comparison.Add(path[name], null, value, "attribute added");
        }
    }

    /// <summary>Python copies request parameters; only the scalar ones are wanted.</summary>
    private void CompareParameters(JsonPath path, JsonObject expected, JsonObject actual)
    {
        foreach (var (name, value) in expected)
        {
            if (!IsOwn(name) || name == "mlflow.spanFunctionName" || Never.Contains(name) || !IsScalar(value) || PythonArtefacts.IsNotGiven(value)) continue;
            _loose.Compare(path[name], value, actual[name], "scalar parameter");
        }

        foreach (var name in Never.Where(actual.ContainsKey)) comparison.Add(path[name], null, actual[name], "content that must not be copied");
    }

    /// <summary>Trace facts that travel on the root are no attributes of the program.</summary>
    private static bool IsOwn(string name)
        => !Strict.Contains(name) && name != Cost && name is not ("session.id" or "user.id") && !name.StartsWith("mlflow.traceTag.", StringComparison.Ordinal);

    private static bool IsScalar(JsonNode? value) => value is JsonValue scalar && scalar.GetValueKind() != JsonValueKind.Null;
}
