namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>A folder that goes with the test. It is not made: the code under test does that.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("mlflow-autolog-");

    public string Path => System.IO.Path.Combine(_parent.FullName, "store");

    /// <summary>A path that nobody can make a folder of, root neither: there is a file in the way.</summary>
    public string Impossible
    {
        get
        {
            var file = System.IO.Path.Combine(_parent.FullName, "file");
            File.WriteAllText(file, "");
            return System.IO.Path.Combine(file, "store");
        }
    }

    public string[] Files(string pattern) => Directory.Exists(Path) ? [.. Directory.GetFiles(Path, pattern).Order(StringComparer.Ordinal)] : [];

    public void Dispose() => _parent.Delete(recursive: true);
}
