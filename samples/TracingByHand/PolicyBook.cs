using MlflowAutolog;

namespace TracingByHand;

/// <summary>What is covered, and up to what.</summary>
internal sealed record Policy(string Title, string Text, decimal Limit);

/// <summary>Finds the policy that a claim falls under; the span has the form that MLflow draws as documents.</summary>
internal sealed class PolicyBook
{
    private static readonly Policy[] Policies =
    [
        new("Baggage", "Damage to a suitcase is covered up to 1,300.", 1_300m),
        new("Delay", "A delay of more than three hours is compensated with 250.", 250m),
    ];

    public Policy Find(string text) => Mlflow.Trace("find_policy", SpanType.Retriever, span =>
    {
        var found = Policies.OrderByDescending(policy => policy.Text.Split(' ').Count(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))).First();
        span.SetOutputs(new[] { new RetrievedDocument(found.Text, new Dictionary<string, object?> { ["doc_uri"] = $"policies/{found.Title}" }) });
        return found;
    }, inputs: new { text });
}
