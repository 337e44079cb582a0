namespace MlflowAutolog.EndToEnd.Tests.Autologging;

/// <summary>An integration that counts how often it is in place.</summary>
internal sealed class CountingIntegration(string name) : IAutologIntegration
{
    public string Name => name;

    public int Installed { get; private set; }

    public int Removed { get; private set; }

    public IDisposable Install(MlflowTracer tracer)
    {
        Installed++;
        return new Installation(this);
    }

    private sealed class Installation(CountingIntegration owner) : IDisposable
    {
        public void Dispose() => owner.Removed++;
    }
}
