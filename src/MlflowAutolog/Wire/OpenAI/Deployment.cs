namespace MlflowAutolog.Wire.OpenAI;

/// <summary>The model as Azure's addresses name it. A request may leave it out: forms always do, and bodies written by hand.</summary>
internal static class Deployment
{
    private const string Folder = "/deployments/";

    /// <summary>Null when there is none.</summary>
    public static string? In(string path)
    {
        var at = path.IndexOf(Folder, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var name = path[(at + Folder.Length)..];
        return name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? Uri.UnescapeDataString(name[..end]) : null;
    }
}
