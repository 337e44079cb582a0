namespace MlflowAutolog.Tracing.Configuration;

/// <summary>Makes of what code and environment say the options that the rest works with: nothing is null that has a default.</summary>
internal static class OptionsResolver
{
    private const long Kilobyte = 1024;
    private const long Megabyte = 1024 * Kilobyte;
    private const double LongestRequest = 24 * 60 * 60;
    private const double LongestTrace = 365 * LongestRequest;

    /// <exception cref="MlflowException">A value is wrong; the message names the setting or the variable, the value, and what would be right.</exception>
    public static MlflowOptions Resolve(MlflowOptions code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.TimeProvider is null) throw new MlflowException($"{nameof(code.TimeProvider)} is null; leave it alone for the system's time.");
        if (code.Integrations.Contains(null!)) throw new MlflowException($"{nameof(code.Integrations)} has an entry that is null; take it out.");
        var environment = code.Environment;
        Setting For(string property, string variable) => new(property, variable, environment);

        var address = TrackingAddress.Resolve(code.TrackingUri, For(nameof(code.TrackingUri), EnvironmentNames.TrackingUri));
        var credentials = Credentials.Resolve(code, address);
        var (experiment, experimentId) = DestinationSetting.Resolve(code);
        var resolved = new MlflowOptions
        {
            TrackingUri = address?.Uri,
            Experiment = experiment,
            ExperimentId = experimentId,
            Username = credentials.Username,
            Password = credentials.Password,
            Token = credentials.Token,
            SamplingRatio = For(nameof(code.SamplingRatio), EnvironmentNames.SamplingRatio).Number(code.SamplingRatio, 1, 0, 1),
            CaptureContent = ResolveCaptureContent(code),
            AsyncLogging = For(nameof(code.AsyncLogging), EnvironmentNames.AsyncLogging).Flag(code.AsyncLogging, true),
            TraceInfo = ResolveTraceInfo(code),
            StorePath = ResolveStorePath(code),
            MaxQueueBytes = For(nameof(code.MaxQueueBytes), EnvironmentNames.MaxQueueBytes).Integer(code.MaxQueueBytes, 64 * Megabyte, Megabyte, 2048 * Megabyte),
            MaxQueueTraces = (int)For(nameof(code.MaxQueueTraces), EnvironmentNames.MaxQueueTraces).Integer(code.MaxQueueTraces, 20_000, 1, 1_000_000),
            RequestTimeout = For(nameof(code.RequestTimeout), EnvironmentNames.RequestTimeout).Seconds(code.RequestTimeout, 120, 0.001, LongestRequest),
            MaxRetries = (int)For(nameof(code.MaxRetries), EnvironmentNames.MaxRetries).Integer(code.MaxRetries, 7, 0, 10),
            ShutdownTimeout = For(nameof(code.ShutdownTimeout), EnvironmentNames.ShutdownTimeout).Seconds(code.ShutdownTimeout, 5, 0, 300),
            MaxBodyBytes = (int)For(nameof(code.MaxBodyBytes), EnvironmentNames.MaxBodyBytes).Integer(code.MaxBodyBytes, 4 * Megabyte, Kilobyte, 256 * Megabyte),
            ActiveModelId = For(nameof(code.ActiveModelId), EnvironmentNames.ActiveModelId).Text(code.ActiveModelId) is { Length: > 0 } model ? model : null,
            RunId = For(nameof(code.RunId), EnvironmentNames.RunId).Text(code.RunId) is { Length: > 0 } run ? run : null,
            ExtractAttachments = For(nameof(code.ExtractAttachments), EnvironmentNames.ExtractAttachments).Flag(code.ExtractAttachments, true),
            MaxAttachmentBytes = For(nameof(code.MaxAttachmentBytes), EnvironmentNames.MaxAttachmentBytes).Integer(code.MaxAttachmentBytes, 0, 0, int.MaxValue),
            CaptureVectors = For(nameof(code.CaptureVectors), EnvironmentNames.CaptureVectors).Flag(code.CaptureVectors, false),
            MaxValueBytes = ContentLimits.MaxValueBytes(code),
            Sampler = code.Sampler,
            KeepOnError = ResolveKeepOnError(code),
            MaxHeldBytes = For(nameof(code.MaxHeldBytes), EnvironmentNames.MaxHeldBytes).Integer(code.MaxHeldBytes, 16 * Megabyte, 64 * Kilobyte, 2048 * Megabyte),
            EarlySendAfter = For(nameof(code.EarlySendAfter), EnvironmentNames.EarlySendAfter).Seconds(code.EarlySendAfter, 5, 0, LongestRequest),
            TraceTimeout = For(nameof(code.TraceTimeout), EnvironmentNames.TraceTimeout).SecondsOrNone(code.TraceTimeout, 1, LongestTrace),
            BatchInterval = For(nameof(code.BatchInterval), EnvironmentNames.BatchInterval).Milliseconds(code.BatchInterval, 200, 0, 60_000),
            HttpHandler = code.HttpHandler,
            TimeProvider = code.TimeProvider,
            DiscoverIntegrations = code.DiscoverIntegrations,
            TracingDisabled = code.TracingDisabled || string.Equals(environment(EnvironmentNames.OtelSdkDisabled)?.Trim(), "true", StringComparison.OrdinalIgnoreCase),
            Environment = environment,
            ContentHashKey = code.ContentHashKey,
            Processing = ProcessingVariables.Resolve(code),
        };
        foreach (var integration in code.Integrations) resolved.Integrations.Add(integration);
        resolved.Disabled.UnionWith(code.Disabled);
        PropagationSetting.Resolve(code, resolved);
        return resolved;
    }

    private static string ResolveStorePath(MlflowOptions code)
    {
        var setting = new Setting(nameof(code.StorePath), EnvironmentNames.StorePath, code.Environment);
        var path = setting.Text(code.StorePath) ?? "mlflow-traces";
        return path.Length > 0 && path.IndexOfAny(Path.GetInvalidPathChars()) < 0 ? path : throw setting.Wrong(path.Replace("\0", "\\0", StringComparison.Ordinal), "a folder's path");
    }

    private static bool ResolveCaptureContent(MlflowOptions code)
    {
        var own = new Setting(nameof(code.CaptureContent), EnvironmentNames.CaptureContent, code.Environment);
        return own.Flag(code.CaptureContent, OtelAllowsContent(code.Environment(EnvironmentNames.OtelCaptureContent)));
    }

    /// <summary>OpenTelemetry's older values are true and false, the newer ones name where content goes.</summary>
    private static bool OtelAllowsContent(string? value) => value?.Trim().ToUpperInvariant() is not ("FALSE" or "NO_CONTENT");

    private static TraceInfoMode ResolveTraceInfo(MlflowOptions code)
    {
        var setting = new Setting(nameof(code.TraceInfo), EnvironmentNames.TraceInfo, code.Environment);
        if (code.TraceInfo is { } mode) return Enum.IsDefined(mode) ? mode : throw new MlflowException($"{nameof(code.TraceInfo)} is '{mode}', but has to be Auto or Always.");
        return setting.Text(null)?.ToLowerInvariant() switch
        {
            null or "auto" => TraceInfoMode.Auto,
            "always" => TraceInfoMode.Always,
            var other => throw setting.Wrong(other, "auto or always"),
        };
    }

    private static KeepOnError ResolveKeepOnError(MlflowOptions code)
    {
        var setting = new Setting(nameof(code.KeepOnError), EnvironmentNames.KeepOnError, code.Environment);
        if (code.KeepOnError is { } mode) return Enum.IsDefined(mode) ? mode : throw new MlflowException($"{nameof(code.KeepOnError)} is '{mode}', but has to be Off, Trace or AnySpan.");
        return setting.Text(null)?.ToLowerInvariant() switch
        {
            null or "off" or "false" or "0" => KeepOnError.Off,
            "trace" or "true" or "1" => KeepOnError.Trace,
            "any" => KeepOnError.AnySpan,
            var other => throw setting.Wrong(other, "off, trace or any"),
        };
    }
}
