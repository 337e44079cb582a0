namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>What stands in place of what was found.</summary>
internal static class Placeholders
{
    public const string Email = "[email]";
    public const string Phone = "[phone]";
    public const string Card = "[card]";
    public const string Iban = "[iban]";
    public const string Key = "[key]";
    public const string Ip = "[ip]";
}
