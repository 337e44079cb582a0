using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.EndToEnd.Tests.Support;

/// <summary>The programs that the tests start, as they were built with the tests.</summary>
internal static class Programs
{
    /// <summary>Generous: another build may have the machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly string Output = Path.GetRelativePath(RepositoryRoot.Combine("tests", "MlflowAutolog.EndToEnd.Tests"), AppContext.BaseDirectory);

    public static string TracingByHand { get; } = RepositoryRoot.Combine("samples", "TracingByHand", Output, "TracingByHand.dll");

    public static string QuickStart { get; } = RepositoryRoot.Combine("samples", "QuickStart", Output, "QuickStart.dll");

    public static string App { get; } = RepositoryRoot.Combine("tests", "MlflowAutolog.EndToEnd.App", Output, "MlflowAutolog.EndToEnd.App.dll");
}
