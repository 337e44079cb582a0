namespace MlflowAutolog.Tracing.Values;

/// <summary>How much of a value is written.</summary>
internal static class JsonLimits
{
    /// <summary>Stands where something was left out.</summary>
    public const string Cut = "…";

    /// <summary>MLflow's protobuf reader takes 100 levels of messages; six lie above a value and each object in it costs three.</summary>
    public const int Levels = 30;

    /// <summary>Bytes of one value at the moment it is set, about, large texts apart: a bound on memory and on the caller's time. What is delivered is bounded by <see cref="MlflowOptions.MaxValueBytes"/>.</summary>
    public const int Bytes = 4 * 1024 * 1024;

    /// <summary>Characters from which on a text counts apart.</summary>
    public const int LargeText = 64 * 1024;

    /// <summary>Bytes of all large texts of a value, and of a value that is JSON already: a picture as a data URI has to get whole to where it is taken out.</summary>
    public const int LargeTexts = 16 * 1024 * 1024;

    public const int Items = 10_000;

    /// <summary>Bytes of binary content that are written as base64; longer content is written as its size.</summary>
    public const int Binary = 64 * 1024;

    /// <summary>A list of more floating point numbers than this is a vector, which nobody reads number by number.</summary>
    public const int Vector = 64;
}
