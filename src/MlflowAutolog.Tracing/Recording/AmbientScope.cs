namespace MlflowAutolog.Tracing.Recording;

/// <summary>What <see cref="Mlflow.Context"/> gave to the traces that start inside: nested scopes merge, the inner wins.</summary>
internal sealed class AmbientScope : IDisposable
{
    private static readonly AsyncLocal<AmbientScope?> Ambient = new();
    private readonly AmbientScope? _outer;
    private volatile bool _left;

    private AmbientScope(
        AmbientScope? outer, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string> metadata, bool enabled, double? samplingRatio, TraceLocation? destination)
    {
        _outer = outer;
        Tags = tags;
        Metadata = metadata;
        Enabled = enabled;
        SamplingRatio = samplingRatio;
        Destination = destination;
    }

    public static AmbientScope? Current => Ambient.Value;

    public IReadOnlyDictionary<string, string> Tags { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public bool Enabled { get; }

    /// <summary>Decides in place of the options' ratio.</summary>
    public double? SamplingRatio { get; }

    public TraceLocation? Destination { get; }

    public static AmbientScope Enter(
        IEnumerable<KeyValuePair<string, string>>? tags, IEnumerable<KeyValuePair<string, string>>? metadata, bool? enabled, double? samplingRatio, TraceLocation? destination)
    {
        var outer = Ambient.Value;
        var scope = new AmbientScope(
            outer, Merge(outer?.Tags, tags), Merge(outer?.Metadata, metadata), enabled ?? outer?.Enabled ?? true, SpanRecording.ValidRatio(samplingRatio) ?? outer?.SamplingRatio, destination ?? outer?.Destination);
        Ambient.Value = scope;
        return scope;
    }

    public void Dispose()
    {
        // Scopes may be left in any order: each goes when it is the innermost one that is left.
        _left = true;
        while (Ambient.Value is { _left: true } scope) Ambient.Value = scope._outer;
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string>? outer, IEnumerable<KeyValuePair<string, string>>? inner)
    {
        var merged = outer is null ? [] : new Dictionary<string, string>(outer);
        foreach (var (key, value) in inner ?? [])
        {
            if (!string.IsNullOrEmpty(key)) merged[key] = value ?? "";
        }

        return merged;
    }
}
