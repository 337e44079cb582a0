namespace MlflowAutolog.EndToEnd.Tests.SdkVersions;

/// <summary>Versions of the SDKs that an application has together.</summary>
/// <param name="OpenAI">Of the package OpenAI.</param>
/// <param name="Azure">Of Azure.AI.OpenAI; empty when the application does not use it.</param>
/// <param name="BreaksIn">Conversations, by name, in which the two do not fit each other, so that they throw whoever looks on.</param>
public sealed record SdkSet(string OpenAI, string Azure, params string[] BreaksIn)
{
    public static IReadOnlyList<SdkSet> All { get; } =
    [
        new("2.1.0", ""),
        new("2.10.0", ""),
        new("2.13.0", ""),
        new("2.14.0", ""),
        new("2.15.0", ""),
        new("2.1.0", "2.1.0"),
        new("2.10.0", "2.9.0-beta.1"),
        new("2.14.0", "2.9.0-beta.1", "responses"),
        // Nobody gets far with these, but no worse with us.
        new("2.10.0", "2.1.0", "chat", "stream", "tools", "error", "retry"),
    ];

    public bool HasResponses => OpenAI != "2.1.0";

    public bool IsAzure => Azure.Length > 0;

    public string Folder => $"openai-{OpenAI}-azure-{Azure}";

    public override string ToString() => IsAzure ? $"OpenAI {OpenAI}, Azure.AI.OpenAI {Azure}" : $"OpenAI {OpenAI}";
}
