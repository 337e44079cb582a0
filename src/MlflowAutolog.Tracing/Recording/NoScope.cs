namespace MlflowAutolog.Tracing.Recording;

/// <summary>A scope in which nothing is different.</summary>
internal sealed class NoScope : IDisposable
{
    public static readonly NoScope Instance = new();

    public void Dispose()
    {
    }
}
