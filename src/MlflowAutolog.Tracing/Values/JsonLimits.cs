namespace MlflowAutolog.Tracing.Values;

/// <summary>How much of a value is written.</summary>
internal static class JsonLimits
{
    /// <summary>Stands where something was left out.</summary>
    public const string Cut = "…";

    /// <summary>MLflow's protobuf reader takes 100 levels of messages; six lie above a value and each object in it costs three.</summary>
    public const int Levels = 30;

    /// <summary>Bytes of one value at the moment it is set, about: a bound on memory, wide enough for a picture as a data URI. What is delivered is bounded by <see cref="MlflowOptions.MaxValueBytes"/>.</summary>
    public const int Bytes = 16 * 1024 * 1024;

    public const int Items = 10_000;

    /// <summary>Bytes of binary content that are written as base64; longer content is written as its size.</summary>
    public const int Binary = 64 * 1024;

    /// <summary>A list of more floating point numbers than this is a vector, which nobody reads number by number.</summary>
    public const int Vector = 64;
}
