namespace MlflowAutolog.Tracing.Rest;

/// <summary>One request to MLflow. <paramref name="Path"/> is relative to the tracking URI, without a leading slash.</summary>
internal sealed record MlflowCall(HttpMethod Method, string Path)
{
    public const string Json = "application/json";
    public const string Protobuf = "application/x-protobuf";
    public const string Bytes = "application/octet-stream";

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = Json;

    /// <summary>For <c>x-mlflow-experiment-id</c>.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>Whether the same request may arrive twice: then a connection that broke before the reply is worth a second attempt at once.</summary>
    public bool Repeatable { get; init; } = true;

    public static MlflowCall Get(string path) => new(HttpMethod.Get, path);

    public static MlflowCall Post(string path, ReadOnlyMemory<byte> json) => new(HttpMethod.Post, path) { Body = json };
}
