namespace MlflowAutolog.Tracing.Configuration;

/// <summary>Who we are at the server: code, then the tracking URI, then the environment, then MLflow's credentials file.</summary>
internal readonly record struct Credentials(string? Username, string? Password, string? Token)
{
    /// <summary>User and password belong together and come from one place.</summary>
    public static Credentials Resolve(MlflowOptions code, TrackingAddress? address)
    {
        if (code.Username is not null || code.Password is not null) return Complete(code, code.Username, code.Password);
        if (address?.Username is not null) return new Credentials(address.Username, address.Password, code.Token);
        if (code.Token is not null) return new Credentials(null, null, code.Token);
        var user = Variable(code, EnvironmentNames.Username);
        var password = Variable(code, EnvironmentNames.Password);
        var token = Variable(code, EnvironmentNames.Token);
        if (user is not null || password is not null) return new Credentials(user, password, token);
        return token is not null ? new Credentials(null, null, token) : CredentialsFile.Read(code.Environment);
    }

    /// <summary>A password may stay in the environment while code names the user.</summary>
    private static Credentials Complete(MlflowOptions code, string? user, string? password)
        => new(user ?? Variable(code, EnvironmentNames.Username), password ?? Variable(code, EnvironmentNames.Password), code.Token);

    /// <summary>Secrets that come from files end in a line break, which no header can carry.</summary>
    private static string? Variable(MlflowOptions code, string name) => code.Environment(name)?.TrimEnd('\r', '\n') is { Length: > 0 } value ? value : null;

    /// <summary>Never the secrets, wherever this ends up.</summary>
    public override string ToString() => nameof(Credentials);
}
