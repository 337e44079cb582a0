using System.Security.Cryptography;
using System.Text;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Where the spool is: a folder of the user's, one for each MLflow and experiment, so that the next start finds it wherever it starts from.</summary>
internal static class SpoolPath
{
    /// <param name="options">Resolved.</param>
    /// <remarks>
    /// <c>$XDG_STATE_HOME</c>, else <c>%LOCALAPPDATA%</c>, else <c>$HOME/.local/state</c>; where a container has none of them, beneath the local store.
    /// The experiment is part of it because a trace that goes to the options' experiment does not name it.
    /// </remarks>
    public static string Of(MlflowOptions options)
    {
        var home = StateHome(options.Environment);
        return home is null
            ? Path.Combine(options.StorePath ?? "mlflow-traces", "spool", KeyOf(options))
            : Path.Combine(home, "mlflow-autolog", "spool", KeyOf(options));
    }

    private static string? StateHome(Func<string, string?> environment)
    {
        if (Rooted(environment("XDG_STATE_HOME")) is { } state) return state;
        if (Rooted(environment("LOCALAPPDATA")) is { } local) return local;
        return Rooted(environment("HOME")) is { } home ? Path.Combine(home, ".local", "state") : null;
    }

    private static string? Rooted(string? path) => Path.IsPathFullyQualified(path ?? "") ? path : null;

    private static string KeyOf(MlflowOptions options)
    {
        var target = $"{options.TrackingUri?.TrimEnd('/')}\n{options.ExperimentId}\n{options.Experiment}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(target)), 0, 8).ToLowerInvariant();
    }
}
