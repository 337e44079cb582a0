using System.Security.Cryptography;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Shows other processes that a writer lives: a file locked for as long as it does, kill -9 included. The id is never used twice.</summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _file;

    private WriterLock(string writer, FileStream file)
    {
        Writer = writer;
        _file = file;
    }

    public string Writer { get; }

    /// <summary>Whether others can see it; not when somebody emptied the folder.</summary>
    public bool Exists => File.Exists(_file.Name);

    public static WriterLock Create(string folder)
    {
        var writer = $"{Environment.ProcessId}x{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        return new WriterLock(writer, Open(folder, writer));
    }

    /// <summary>The lock of a writer that is gone; <see langword="null"/> while it lives, or when another process is taking over already.</summary>
    public static WriterLock? TryTakeOver(string folder, string writer)
    {
        try
        {
            return new WriterLock(writer, Open(folder, writer));
        }
        catch (IOException)
        {
            // Locked: the writer lives.
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's: not ours to take.
            return null;
        }
    }

    public static bool IsThere(string folder, string writer) => File.Exists(PathOf(folder, writer));

    /// <summary>Removes the locks that ended processes left behind.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="spare">Writers whose lock stays: somebody may be about to take it over.</param>
    public static void Sweep(string folder, IReadOnlyCollection<string> spare)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "writer-*.lock"))
        {
            var writer = Path.GetFileNameWithoutExtension(path)["writer-".Length..];
            if (!spare.Contains(writer)) TryTakeOver(folder, writer)?.Dispose();
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string folder, string writer)
        => PrivateFile.Open(PathOf(folder, writer), FileMode.OpenOrCreate, FileShare.None, FileOptions.DeleteOnClose);

    private static string PathOf(string folder, string writer) => Path.Combine(folder, $"writer-{writer}.lock");
}
