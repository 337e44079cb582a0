namespace MlflowAutolog.TestSupport.Processes;

/// <summary>Where the repository lies on this machine.</summary>
public static class RepositoryRoot
{
    private const string Marker = "MlflowAutolog.sln";

    private static readonly Lazy<string> Found = new(Find);

    public static string Path => Found.Value;

    /// <summary>A path below the root, or beside it with <c>..</c>.</summary>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, .. parts]));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Marker))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No {Marker} above {AppContext.BaseDirectory}: tests run from the repository only.");
    }
}
