namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>Who sees the calls of a test.</summary>
public enum Seen
{
    ByNobody,
    ByTap,
    ByPolicy,
    ByBoth,
}
