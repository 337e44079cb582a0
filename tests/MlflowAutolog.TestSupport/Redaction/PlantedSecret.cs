namespace MlflowAutolog.TestSupport.Redaction;

/// <summary>A secret in the words around it.</summary>
/// <param name="Kind">What stands in its place afterwards, for example <c>[email]</c>.</param>
/// <param name="Secret">What must be found nowhere.</param>
/// <param name="Text">What is planted; has the secret in it.</param>
public sealed record PlantedSecret(string Kind, string Secret, string Text)
{
    public override string ToString() => Text;
}
