using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Recording.Streams;

/// <summary>What was read of a sequence, as outputs: each item as it was when it was read, the first of them up to the limits of one value. Thread-safe: a shutdown reads while the consumer adds.</summary>
/// <param name="keepsItems">Whether a reducer will ask for the items themselves.</param>
internal sealed class StreamItems<T>(bool keepsItems)
{
    /// <summary>Less than one value may take when it is set: a stream holds its items for as long as it runs.</summary>
    private const int Bytes = 1024 * 1024;

    private readonly object _gate = new();
    private readonly List<T> _items = [];
    private readonly JsonOutput _json = new(256);
    private int _count;
    private long _leftOut;

    /// <summary>Items beyond the limits, of which nothing is held.</summary>
    public long LeftOut
    {
        get { lock (_gate) return _leftOut; }
    }

    /// <summary>Whether one was left out: then all after it are, so that what is held has no gap.</summary>
    public bool IsFull => LeftOut > 0;

    public void LeaveOut()
    {
        lock (_gate) _leftOut++;
    }

    public void Add(T item, JsonText json)
    {
        lock (_gate)
        {
            if (_count == JsonLimits.Items || _json.Length + json.Length > Bytes)
            {
                _leftOut++;
                return;
            }

            if (_count++ > 0) _json.Raw(","u8);
            _json.Raw(json.Utf8.Span);
            if (keepsItems) _items.Add(item);
        }
    }

    /// <summary>A copy: what the reducer keeps of it does not change under it.</summary>
    public IReadOnlyList<T> ToList()
    {
        lock (_gate) return [.. _items];
    }

    public JsonText ToJson()
    {
        lock (_gate)
        {
            var array = new JsonOutput(_json.Length + 8);
            array.BeginArray();
            array.Raw(_json.Written);
            if (_leftOut > 0)
            {
                array.Next();
                array.Text(JsonLimits.Cut);
            }

            array.EndArray();
            return new JsonText(array.ToArray());
        }
    }
}
