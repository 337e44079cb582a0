using System.Text;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values.Shapes;

namespace MlflowAutolog.Tracing.Values;

/// <summary>Walks a value and writes it as JSON: scalars by <see cref="ScalarWriter"/>, everything else by the <see cref="ValueShape"/> of its type. Not thread-safe.</summary>
internal sealed class ValueWriter
{
    private const int KeptCapacity = 256 * 1024;

    [ThreadStatic]
    private static ValueWriter? _idle;

    private readonly object?[] _ancestors = new object?[JsonLimits.Levels];
    private int _depth;
    private int _largeTexts;
    private List<TraceAttachment>? _attachments;

    public JsonOutput Output { get; } = new();

    /// <summary>Levels of nesting that may still follow.</summary>
    public int LevelsLeft => JsonLimits.Levels - _depth;

    /// <summary>No room is left for more.</summary>
    public bool IsFull => Output.Length - _largeTexts >= JsonLimits.Bytes;

    /// <summary>Vectors are written number by number, however long they are.</summary>
    public bool KeepsVectors { get; private set; }

    /// <summary>This thread's writer, which is its own while in use: a getter that is read may itself trace something.</summary>
    public static ValueWriter Rent(bool keepsVectors)
    {
        var writer = _idle ?? new ValueWriter();
        _idle = null;
        writer.KeepsVectors = keepsVectors;
        return writer;
    }

    /// <summary>What was written; the writer goes back.</summary>
    public JsonText Return()
    {
        var json = new JsonText(Output.ToArray()) { Attachments = _attachments };
        Output.Truncate(0);
        (_attachments, _largeTexts) = (null, 0);
        if (Output.Capacity <= KeptCapacity)
            _idle = this;
        return json;
    }

    public void WritePairs(ReadOnlySpan<(string Name, object? Value)> pairs)
    {
        Output.BeginObject();
        _depth++;
        foreach (var (name, value) in pairs)
        {
            if (!WriteMember(name, value))
                break;
        }

        _depth--;
        Output.EndObject();
    }

    /// <summary>Writes one whole value, whatever it is. Never throws.</summary>
    public void Write(object? value)
    {
        int start = Output.Length;
        try
        {
            if (value is null)
                Output.Null();
            else if (!ScalarWriter.TryWrite(this, value))
                WriteShaped(value);
        }
        catch (Exception)
        {
            // Foreign code failed as a whole (a ToString, a disposed JsonDocument): what stands so far is not whole, the name of the type is.
            Output.Truncate(start);
            Output.Text(TypeName.Of(value!.GetType()));
        }
    }

    /// <summary>False when there was no room: the object ends here.</summary>
    public bool WriteMember(string name, object? value)
    {
        if (IsFull)
        {
            Output.Name(JsonLimits.Cut);
            Output.Text(JsonLimits.Cut);
            return false;
        }

        Output.Name(name);
        Write(value);
        return true;
    }

    /// <summary>False when there was no room: the array ends here.</summary>
    public bool WriteItem(object? value)
    {
        Output.Next();
        if (IsFull)
        {
            Output.Text(JsonLimits.Cut);
            return false;
        }

        Write(value);
        return true;
    }

    /// <summary>Text; where it is longer than what may still be written, two thirds of the room go to its head and one to its tail.</summary>
    public void WriteText(string text)
    {
        if (text.Length <= JsonLimits.LargeText)
        {
            WriteText(text, JsonLimits.Bytes - (Output.Length - _largeTexts));
            return;
        }

        int start = Output.Length;
        WriteText(text, JsonLimits.LargeTexts - _largeTexts);
        _largeTexts += Output.Length - start;
    }

    private void WriteText(string text, int room)
    {
        room = Math.Max(0, room);
        int size = text.Length <= room / 3 ? 0 : Encoding.UTF8.GetByteCount(text);
        if (size <= room)
        {
            Output.Text(text);
            return;
        }

        int kept = (int)((long)text.Length * room / size);
        var head = text.AsSpan(0, kept * 2 / 3);
        var tail = text.AsSpan(text.Length - kept / 3);
        Output.Text(string.Concat(head[..SafeCut.HeadLength(head)], JsonLimits.Cut, tail[SafeCut.TailStart(tail)..]));
    }

    /// <summary>Binary content by what stands for it.</summary>
    public void WriteAttachment(TraceAttachment attachment)
    {
        Attach([attachment]);
        Output.Text(attachment.Placeholder);
    }

    /// <summary>Takes over what belongs to JSON that is written as a part of this value.</summary>
    public void Attach(IReadOnlyList<TraceAttachment>? attachments)
    {
        if (attachments is not null)
            (_attachments ??= []).AddRange(attachments);
    }

    private void WriteShaped(object value)
    {
        var shape = ValueShapes.Of(value);
        if (!shape.Nests)
        {
            shape.Write(this, value);
            return;
        }

        if (LevelsLeft == 0)
            Output.Text(JsonLimits.Cut);
        else if (IsAncestor(value))
            Output.Text("<circular>");
        else
            WriteNested(shape, value);
    }

    private void WriteNested(ValueShape shape, object value)
    {
        int depth = _depth;
        _ancestors[_depth++] = value;
        try
        {
            shape.Write(this, value);
        }
        finally
        {
            _depth = depth;
            _ancestors[depth] = null;
        }
    }

    private bool IsAncestor(object value)
    {
        for (int i = 0; i < _depth; i++)
        {
            if (ReferenceEquals(_ancestors[i], value))
                return true;
        }

        return false;
    }
}
