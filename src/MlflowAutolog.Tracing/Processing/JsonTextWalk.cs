using System.Buffers;
using System.Text.Json;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>One pass over a JSON value that copies what stays and writes what changes.</summary>
internal sealed class JsonTextWalk(ITextRedactor redactor, int length, bool strings) : IDisposable
{
    // Names are looked at for what they announce; nothing that long announces anything.
    private const int LongestName = 64;

    private readonly char[] _chars = ArrayPool<char>.Shared.Rent(length);
    private readonly char[] _name = new char[LongestName];
    private int _nameLength;
    private HashSet<string>? _newNames;
    private JsonOutput? _output;
    private int _copied;

    /// <returns>Null when nothing changes.</returns>
    public byte[]? Run(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonRewriter.Lenient);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when redactor.HidesSpelling && reader.ValueTextEquals("logprobs"u8):
                    LeaveOut(ref reader, json);
                    break;
                case JsonTokenType.PropertyName:
                    Name(ref reader, json);
                    break;
                case JsonTokenType.String when strings:
                    var text = JsonChars.Of(ref reader, _chars);
                    if (redactor.Find(text, _name.AsSpan(0, _nameLength)) is { } edits) Replace(ref reader, json, text, edits);
                    break;
                case JsonTokenType.Number:
                    if (redactor.OfNumber(JsonChars.Of(ref reader, _chars), _name.AsSpan(0, _nameLength)) is { } replacement) Replace(ref reader, json, replacement);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.EndObject:
                    _nameLength = 0;
                    break;
            }
        }

        _output?.Raw(json[_copied..]);
        return _output?.ToArray();
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(_chars);

    private void Name(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var name = JsonChars.Of(ref reader, _chars);
        _nameLength = name.Length <= LongestName ? name.Length : 0;
        name[.._nameLength].CopyTo(_name);
        if (redactor.Find(name, default) is { } edits) Replace(ref reader, json, Unique(TextEdit.Apply(name, edits)));
    }

    private void LeaveOut(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        Begin(json, start).Null();
        _copied = (int)reader.BytesConsumed;
    }

    /// <summary>Two names that became one would lose a value to most readers.</summary>
    private string Unique(string name)
    {
        _newNames ??= [];
        var unique = name;
        for (var i = 2; !_newNames.Add(unique); i++) unique = $"{name} {i}";
        return unique;
    }

    private void Replace(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string text)
    {
        var start = (int)reader.TokenStartIndex;
        Begin(json, start).Text(text);
        _copied = start + JsonChars.TokenLength(ref reader);
    }

    private void Replace(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, scoped ReadOnlySpan<char> text, List<TextEdit> edits)
    {
        var start = (int)reader.TokenStartIndex;
        TextEdit.Write(text, edits, Begin(json, start));
        _copied = start + JsonChars.TokenLength(ref reader);
    }

    private JsonOutput Begin(ReadOnlySpan<byte> json, int start)
    {
        _output ??= new JsonOutput(json.Length + 64);
        _output.Raw(json[_copied..start]);
        return _output;
    }
}
