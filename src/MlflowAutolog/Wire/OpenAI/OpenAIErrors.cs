namespace MlflowAutolog.Wire.OpenAI;

/// <summary>How the OpenAI SDK names its failures.</summary>
internal static class OpenAIErrors
{
    /// <summary>System.ClientModel's exception for every error reply, whatever its status.</summary>
    public const string Type = "ClientResultException";
}
