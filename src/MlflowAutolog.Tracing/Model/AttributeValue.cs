namespace MlflowAutolog.Tracing.Model;

/// <summary>The value of an attribute: a scalar without boxing, or JSON for everything else.</summary>
/// <remarks>Two words: of a scalar the reference says the kind. With a field for the kind it would be three, and attributes are most of what a span without content costs.</remarks>
internal readonly struct AttributeValue
{
    private static readonly ScalarKind IsInteger = new(AttributeKind.Integer);
    private static readonly ScalarKind IsNumber = new(AttributeKind.Number);
    private static readonly ScalarKind IsFlag = new(AttributeKind.Flag);

    private readonly object? _reference;
    private readonly long _bits;

    private AttributeValue(object? reference, long bits = 0)
    {
        _reference = reference;
        _bits = bits;
    }

    public AttributeKind Kind => _reference switch
    {
        null => AttributeKind.Null,
        string => AttributeKind.Text,
        ScalarKind scalar => scalar.Kind,
        _ => AttributeKind.Json,
    };

    public string Text => (string)_reference!;

    public long Integer => _bits;

    public double Number => BitConverter.Int64BitsToDouble(_bits);

    public bool Flag => _bits != 0;

    public JsonText Json => _reference is byte[] utf8 ? new JsonText(utf8) : (JsonText)_reference!;

    public static AttributeValue Of(string text) => new(text);

    public static AttributeValue Of(long integer) => new(IsInteger, integer);

    public static AttributeValue Of(double number) => new(IsNumber, BitConverter.DoubleToInt64Bits(number));

    public static AttributeValue Of(bool flag) => new(IsFlag, flag ? 1 : 0);

    /// <summary>Wraps JSON that nobody changes any more.</summary>
    public static AttributeValue OfJson(byte[] utf8) => new(utf8);

    /// <summary>The same with what is attached to it.</summary>
    public static AttributeValue OfJson(JsonText json) => new(json.Attachments is null ? json.Utf8.ToArray() : (object)json);

    private sealed class ScalarKind(AttributeKind kind)
    {
        public AttributeKind Kind { get; } = kind;
    }
}
