using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Tags, metadata and the rest that the application says of a running trace. Thread-safe, by the lock of the trace.</summary>
internal sealed class LiveTraceFacts(object gate)
{
    private const int LongestId = 32;

    private TraceFacts _facts = TraceFacts.None;

    /// <summary>With what the scope says that the trace starts in.</summary>
    public void Begin(AmbientScope scope) => Update(facts => facts with { Tags = scope.Tags, Metadata = scope.Metadata, ExperimentId = scope.Destination?.ExperimentId });

    public void SetTag(string key, string value) => Update(facts => facts with { Tags = With(facts.Tags, [new(key, value)]) });

    /// <summary><see langword="false"/> when there is none of that key.</summary>
    public bool RemoveTag(string key)
    {
        lock (gate)
        {
            var tags = new Dictionary<string, string>(_facts.Tags);
            var removed = tags.Remove(key);
            if (removed) _facts = _facts with { Tags = tags };
            return removed;
        }
    }

    /// <summary>Metadata that everything else said of the trace beats.</summary>
    public void AddMissing(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count > 0) Update(facts => facts with { Metadata = With(metadata, facts.Metadata) });
    }

    public void Set(string? experimentId, IEnumerable<KeyValuePair<string, string>>? tags, IEnumerable<KeyValuePair<string, string>>? metadata)
        => Update(facts => facts with { ExperimentId = ValidId(experimentId) ?? facts.ExperimentId, Tags = With(facts.Tags, tags), Metadata = With(facts.Metadata, metadata) });

    public void Update(TraceUpdate update) => Update(facts => facts with
    {
        Tags = With(facts.Tags, update.Tags),
        Metadata = With(facts.Metadata, update.AllMetadata()),
        ClientRequestId = update.ClientRequestId ?? facts.ClientRequestId,
        RequestPreview = update.RequestPreview ?? facts.RequestPreview,
        ResponsePreview = update.ResponsePreview ?? facts.ResponsePreview,
        State = update.State ?? facts.State,
    });

    /// <summary>What a trace that became part of this one said of itself; what this one says wins.</summary>
    public void Inherit(IEnumerable<KeyValuePair<string, string>> tags, IEnumerable<KeyValuePair<string, string>> metadata)
        => Update(facts => facts with { Tags = With(new Dictionary<string, string>(tags), facts.Tags), Metadata = With(new Dictionary<string, string>(metadata), facts.Metadata) });

    public void Assess(Func<IReadOnlyList<Assessment>, IReadOnlyList<Assessment>> change) => Update(facts => facts with { Assessments = change(facts.Assessments) });

    public TraceFacts Snapshot()
    {
        lock (gate) return _facts;
    }

    private void Update(Func<TraceFacts, TraceFacts> change)
    {
        lock (gate) _facts = change(_facts);
    }

    /// <summary>No server takes a trace for anything but a number, and some ids cannot even be sent.</summary>
    private static string? ValidId(string? experimentId)
    {
        if (experimentId is null || (experimentId.Length is > 0 and <= LongestId && experimentId.All(char.IsAsciiDigit))) return experimentId;
        SelfLog.Report("trace", "An experimentId has to be a number as text; another one is left out, and the trace goes to the experiment of the options.");
        return null;
    }

    private static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> there, IEnumerable<KeyValuePair<string, string>>? more)
    {
        if (more is null) return there;
        var merged = new Dictionary<string, string>(there);
        foreach (var (key, value) in more)
        {
            if (!string.IsNullOrEmpty(key)) merged[key] = value ?? "";
        }

        return merged;
    }
}
