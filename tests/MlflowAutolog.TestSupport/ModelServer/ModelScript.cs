namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>What a <see cref="ScriptedModelServer"/> answers: replies that are taken in order, per path. Thread-safe.</summary>
public sealed class ModelScript
{
    private readonly List<ScriptedReply> _replies;
    private readonly HashSet<int> _used = [];

    public ModelScript(params IEnumerable<ScriptedReply> replies) => _replies = [.. replies];

    /// <summary>Replies that no request took.</summary>
    public IReadOnlyList<ScriptedReply> Left
    {
        get
        {
            lock (_used) return [.. _replies.Where((_, index) => !_used.Contains(index))];
        }
    }

    /// <summary>Adds a reply while the server runs.</summary>
    public void Add(ScriptedReply reply)
    {
        lock (_used) _replies.Add(reply);
    }

    internal ScriptedReply? Next(string path, ReadOnlySpan<byte> body)
    {
        lock (_used)
        {
            for (var index = 0; index < _replies.Count; index++)
            {
                var reply = _replies[index];
                if ((!reply.Repeat && _used.Contains(index)) || !reply.Fits(path, body)) continue;
                _used.Add(index);
                return reply;
            }

            return null;
        }
    }
}
