namespace MlflowAutolog.Tracing.Rest.Prompts;

/// <summary>Versions of prompts that were loaded; when it is full, the one that was asked for longest ago goes. Thread-safe.</summary>
internal sealed class PromptCache(int capacity, TimeProvider time)
{
    private readonly Dictionary<PromptReference, Entry> _entries = [];
    private long _uses;

    public PromptVersion? Find(PromptReference reference)
    {
        lock (_entries)
        {
            if (!_entries.TryGetValue(reference, out var entry)) return null;
            if (entry.Until is { } until && until <= time.GetUtcNow())
            {
                _entries.Remove(reference);
                return null;
            }

            _entries[reference] = entry with { Used = ++_uses };
            return entry.Prompt;
        }
    }

    /// <param name="reference">What was asked for.</param>
    /// <param name="prompt">What came.</param>
    /// <param name="lifetime"><see langword="null"/>: for ever.</param>
    public void Keep(PromptReference reference, PromptVersion prompt, TimeSpan? lifetime)
    {
        if (capacity == 0) return;
        lock (_entries)
        {
            _entries.Remove(reference);
            if (_entries.Count >= capacity) _entries.Remove(_entries.MinBy(pair => pair.Value.Used).Key);
            _entries[reference] = new Entry(prompt, time.GetUtcNow() + lifetime, ++_uses);
        }
    }

    private readonly record struct Entry(PromptVersion Prompt, DateTimeOffset? Until, long Used);
}
