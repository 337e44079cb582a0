namespace MlflowAutolog.Tracing.Configuration;

/// <summary>MLflow's <c>~/.mlflow/credentials</c>: INI, section <c>[mlflow]</c>.</summary>
internal static class CredentialsFile
{
    private const string Section = "[mlflow]";
    private const string UserKey = "mlflow_tracking_username";
    private const string PasswordKey = "mlflow_tracking_password";

    public static Credentials Read(Func<string, string?> environment)
    {
        var home = environment(EnvironmentNames.Home) is { Length: > 0 } unix ? unix : environment(EnvironmentNames.UserProfile);
        if (string.IsNullOrEmpty(home)) return default;
        var path = Path.Combine(home, ".mlflow", "credentials");
        try
        {
            return File.Exists(path) ? Parse(File.ReadLines(path)) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SelfLog.Report("configuration", $"{path} cannot be read: {exception.Message}");
            return default;
        }
    }

    private static Credentials Parse(IEnumerable<string> lines)
    {
        string? user = null, password = null;
        var inside = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('[')) inside = line == Section;
            if (!inside || line.IndexOf('=') is not (> 0 and var at)) continue;
            var value = line[(at + 1)..].Trim();
            if (value.Length == 0) continue;
            switch (line[..at].Trim().ToLowerInvariant())
            {
                case UserKey:
                    user = value;
                    break;
                case PasswordKey:
                    password = value;
                    break;
            }
        }

        return new Credentials(user, password, null);
    }
}
