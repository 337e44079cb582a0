namespace MlflowAutolog.Tracing.Integrations;

/// <summary>The hooks that are in place, and what takes them out again.</summary>
internal sealed class Installation : IDisposable
{
    private readonly List<IDisposable> _installed = [];

    public Installation(MlflowTracer tracer, IReadOnlyList<IAutologIntegration> integrations)
    {
        foreach (var integration in integrations)
        {
            try
            {
                _installed.Add(integration.Install(tracer));
            }
            catch (Exception failure)
            {
                SelfLog.Warn("autolog", $"The integration '{integration.Name}' could not be installed and stays off: {failure.Message}");
            }
        }
    }

    public void Dispose()
    {
        foreach (var hook in Enumerable.Reverse(_installed))
        {
            try
            {
                hook.Dispose();
            }
            catch (Exception failure)
            {
                SelfLog.ReportWords("autolog", failure);
            }
        }

        _installed.Clear();
    }
}
