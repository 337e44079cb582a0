namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Says at shutdown what was lost, why, and what to do about it.</summary>
internal static class LossReport
{
    public static void Write(TracingStatistics statistics)
    {
        if (statistics.Dropped > 0) SelfLog.Warn("shutdown", Describe(statistics));
        if (statistics.AttachmentsDroppedByReason.Count > 0) SelfLog.Warn("shutdown", DescribeAttachments(statistics.AttachmentsDroppedByReason));
        if (statistics.AssessmentsDropped > 0) SelfLog.Warn("shutdown", $"{statistics.AssessmentsDropped} assessments that were logged while their trace ran are not in MLflow.");
        if (statistics.InfosPending + statistics.InfosDropped > 0)
        {
            SelfLog.Warn("shutdown", $"{statistics.InfosPending + statistics.InfosDropped} traces are in MLflow with their spans but without previews and metadata.");
        }
    }

    private static string Describe(TracingStatistics statistics)
    {
        var reasons = string.Join(", ", statistics.DroppedByReason.Select(item => $"{item.Key} {item.Value}"));
        var advice = string.Join(" ", statistics.DroppedByReason.Keys.Select(Advice).OfType<string>().Distinct());
        return $"{statistics.Dropped} of {statistics.Accepted} traces were not delivered ({reasons}). {advice}".TrimEnd();
    }

    private static string DescribeAttachments(IReadOnlyDictionary<string, long> dropped)
        => $"{dropped.Values.Sum()} attachments are not stored, their spans are ({string.Join(", ", dropped.Select(item => $"{item.Key} {item.Value}"))}).";

    private static string? Advice(string reason) => reason switch
    {
        DropReasons.QueueFull => "More traces came than MLflow took: raise MaxQueueBytes or MaxQueueTraces, or record fewer (SamplingRatio).",
        DropReasons.Rejected => "What MLflow refused is in the dead letter file, with its words.",
        DropReasons.Shutdown => "Some were recorded after the shutdown had begun, or could be neither sent nor written to disk in time: raise ShutdownTimeout, and end the work before.",
        DropReasons.StoreUnwritable => "Set StorePath (MLFLOW_AUTOLOG_STORE_PATH) to a folder that can be written.",
        DropReasons.AssemblyFailed or DropReasons.Unwritable => "That is a defect of MlflowAutolog: please report it with what SelfLog says.",
        _ => null,
    };
}
