using System.Text;

namespace MlflowAutolog.Fuzzing.Corpus;

/// <summary>A good body, and the places where its JSON can be taken apart: all of it, or the data of each event.</summary>
internal sealed class Body
{
    private readonly List<Part> _values = [];
    private readonly List<Part> _members = [];

    public Body(byte[] bytes)
    {
        Bytes = bytes;
        if (bytes.AsSpan().StartsWith("data:"u8) || bytes.AsSpan().StartsWith("event:"u8)) FindInEvents();
        else JsonParts.Find(bytes, 0, _values, _members);
    }

    public Body(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<Part> Values => _values;

    /// <summary>Name and value.</summary>
    public IReadOnlyList<Part> Members => _members;

    public ReadOnlySpan<byte> this[Part part] => Bytes.AsSpan(part.Start, part.Length);

    private void FindInEvents()
    {
        for (var at = 0; at < Bytes.Length;)
        {
            var length = Bytes.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var end ? end : Bytes.Length - at;
            var line = Bytes.AsSpan(at, length);
            if (line.StartsWith("data: "u8)) JsonParts.Find(line[6..], at + 6, _values, _members);
            at += length + 1;
        }
    }
}
