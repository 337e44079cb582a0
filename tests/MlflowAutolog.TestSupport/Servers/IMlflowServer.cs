namespace MlflowAutolog.TestSupport.Servers;

/// <summary>The far side of a test: an MLflow server, shared by the whole run. Use an experiment of your own.</summary>
public interface IMlflowServer
{
    /// <summary>The tracking URI, without a trailing slash.</summary>
    string Uri { get; }

    /// <summary>False for the in-process stand-in.</summary>
    bool IsReal { get; }

    string Version { get; }
}
