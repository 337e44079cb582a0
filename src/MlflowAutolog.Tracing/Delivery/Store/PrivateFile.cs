namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Files and folders that only their owner may read: they hold prompts.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public static FileStream Open(string path, FileMode mode, FileShare share, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = options, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerFile;
        return new FileStream(path, how);
    }

    /// <summary>Makes the folder and keeps it out of source control. One that exists keeps its permissions: they are its owner's choice.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerFolder);
        var ignore = Path.Combine(path, ".gitignore");
        if (!File.Exists(ignore)) File.WriteAllText(ignore, "*\n");
    }
}
