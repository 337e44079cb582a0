namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>What was stored is not what the golden demands.</summary>
public sealed class GoldenMismatchException(string scenario, IReadOnlyList<Difference> differences)
    : Exception($"{scenario}: {differences.Count} differences{string.Concat(differences.Select(difference => Environment.NewLine + "  " + difference))}")
{
    public IReadOnlyList<Difference> Differences => differences;
}
