namespace MlflowAutolog;

/// <summary>What model calls cost, in US dollars, as MLflow worked it out.</summary>
/// <remarks>Source: span attribute <c>mlflow.llm.cost</c> and trace metadata <c>mlflow.trace.cost</c> of MLflow 3.17.2.</remarks>
/// <param name="InputCost">For the tokens that the model read.</param>
/// <param name="OutputCost">For the tokens that the model wrote.</param>
/// <param name="TotalCost">In total.</param>
public sealed record LlmCost(double InputCost, double OutputCost, double TotalCost);
