using System.Globalization;

namespace MlflowAutolog.Tracing.Configuration;

/// <summary>One setting: from code, else from the environment, else the default; checked, with an error that names where it came from.</summary>
/// <param name="Property">Its name in <see cref="MlflowOptions"/>.</param>
/// <param name="Variable">Its environment variable.</param>
/// <param name="Environment">Reads variables.</param>
internal readonly record struct Setting(string Property, string Variable, Func<string, string?> Environment)
{
    /// <summary>Text; blank in the environment is not set.</summary>
    public string? Text(string? code) => code ?? FromEnvironment;

    public bool Flag(bool? code, bool fallback) => code ?? FromEnvironment?.ToLowerInvariant() switch
    {
        null => fallback,
        "true" or "1" => true,
        "false" or "0" => false,
        var other => throw Wrong(Variable, other, "true or false"),
    };

    public double Number(double? code, double fallback, double least, double most)
        => Check(code, fallback, least, most, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null);

    public long Integer(long? code, long fallback, long least, long most)
        => Check(code, fallback, least, most, text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null);

    /// <summary>A length of time; seconds in the environment.</summary>
    public TimeSpan Seconds(TimeSpan? code, double fallback, double least, double most) => TimeSpan.FromSeconds(Number(code?.TotalSeconds, fallback, least, most));

    /// <summary>A length of time that may be left unset; seconds in the environment.</summary>
    public TimeSpan? SecondsOrNone(TimeSpan? code, double least, double most) => code is null && FromEnvironment is null ? null : Seconds(code, least, least, most);

    /// <summary>A length of time; milliseconds in the environment.</summary>
    public TimeSpan Milliseconds(TimeSpan? code, double fallback, double least, double most) => TimeSpan.FromMilliseconds(Number(code?.TotalMilliseconds, fallback, least, most));

    public MlflowException Wrong(string value, string right) => Wrong(FromEnvironment is null ? Property : Variable, value, right);

    private string? FromEnvironment => Environment(Variable) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private T Check<T>(T? code, T fallback, T least, T most, Func<string, T?> parse)
        where T : struct, IComparable<T>
    {
        var right = string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
        if (code is { } given) return IsWithin(given, least, most) ? given : throw Wrong(Property, string.Create(CultureInfo.InvariantCulture, $"{given}"), right);
        if (FromEnvironment is not { } text) return fallback;
        return parse(text) is { } parsed && IsWithin(parsed, least, most) ? parsed : throw Wrong(Variable, text, right);
    }

    /// <summary>NaN is within nothing.</summary>
    private static bool IsWithin<T>(T value, T least, T most)
        where T : struct, IComparable<T>
        => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0;

    private static MlflowException Wrong(string source, string value, string right) => new($"{source} is '{value}', but has to be {right}.");
}
