namespace MlflowAutolog.Tracing.Model;

/// <summary>The value of an attribute: a scalar without boxing, or JSON for everything else.</summary>
internal readonly struct AttributeValue
{
    private readonly long _bits;
    private readonly object? _reference;

    private AttributeValue(AttributeKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    public AttributeKind Kind { get; }

    public string Text => (string)_reference!;

    public long Integer => _bits;

    public double Number => BitConverter.Int64BitsToDouble(_bits);

    public bool Flag => _bits != 0;

    public JsonText Json => _reference is byte[] utf8 ? new JsonText(utf8) : (JsonText)_reference!;

    public static AttributeValue Of(string text) => new(AttributeKind.Text, 0, text);

    public static AttributeValue Of(long integer) => new(AttributeKind.Integer, integer, null);

    public static AttributeValue Of(double number) => new(AttributeKind.Number, BitConverter.DoubleToInt64Bits(number), null);

    public static AttributeValue Of(bool flag) => new(AttributeKind.Flag, flag ? 1 : 0, null);

    /// <summary>Wraps JSON that nobody changes any more.</summary>
    public static AttributeValue OfJson(byte[] utf8) => new(AttributeKind.Json, 0, utf8);

    /// <summary>The same with what is attached to it.</summary>
    public static AttributeValue OfJson(JsonText json) => new(AttributeKind.Json, 0, json.Attachments is null ? json.Utf8.ToArray() : (object)json);
}
