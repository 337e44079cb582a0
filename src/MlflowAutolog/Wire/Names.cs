namespace MlflowAutolog.Wire;

/// <summary>Attributes of ours that MLflow does not know, beside those of the core.</summary>
internal static class Names
{
    /// <summary>Milliseconds from the request to the first chunk of a stream, as its reader saw it.</summary>
    public const string FirstChunk = "mlflow.stream.time_to_first_chunk_ms";

    /// <summary>What an error reply says beyond its message.</summary>
    public const string ErrorDetails = "mlflow.error.details";

    /// <summary>Bytes in the middle of a reply that were not kept, because of <see cref="MlflowOptions.MaxBodyBytes"/>.</summary>
    public const string ReplyBytesLeftOut = "mlflow.http.reply_bytes_left_out";
}
