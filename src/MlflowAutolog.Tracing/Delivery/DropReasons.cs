namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Why a trace was lost: the keys of <see cref="TracingStatistics.DroppedByReason"/>.</summary>
internal static class DropReasons
{
    public const string QueueFull = "queue_full";
    public const string Rejected = "rejected";
    public const string Shutdown = "shutdown";
    /// <summary>Of attachments: beyond <see cref="MlflowOptions.MaxAttachmentBytes"/>.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Of attachments: MLflow did not take it.</summary>
    public const string UploadFailed = "upload_failed";

    /// <summary>Of attachments: MLflow keeps artifacts where only it can write.</summary>
    public const string ArtifactsOutOfReach = "artifacts_out_of_reach";

    public const string AssemblyFailed = "assembly_failed";

    /// <summary>The local store's folder cannot be written, and memory holds newer traces.</summary>
    public const string StoreUnwritable = "store_unwritable";

    /// <summary>The local store could not put it into its format.</summary>
    public const string Unwritable = "unwritable";
}
