using System.Collections;
using System.Numerics;

namespace MlflowAutolog.EndToEnd.Tests.BadInput;

/// <summary>Values that break naive code, by name.</summary>
internal static class BadValues
{
    public static IReadOnlyDictionary<string, object?> All { get; } = new Dictionary<string, object?>
    {
        ["null"] = null,
        ["empty"] = "",
        ["blank"] = "  ",
        ["huge"] = new string('x', 10_000_000),
        ["lone surrogate"] = "a\ud800b",
        ["nul"] = "a\0b",
        ["NaN"] = double.NaN,
        ["infinity"] = float.NegativeInfinity,
        ["65 bits"] = BigInteger.One << 64,
        ["unsigned 64 bits"] = ulong.MaxValue,
        ["cyclic"] = Cycle(),
        ["self-containing list"] = ListInItself(),
        ["throwing getter"] = new Throwing(),
        ["throwing sequence"] = ThrowingItems(),
        ["throwing ToString"] = new ThrowingText(),
        ["deep"] = Deep(),
        ["delegate"] = (Func<int>)(static () => 1),
        ["type"] = typeof(BadValues),
        ["pointer"] = (nint)42,
        ["stream"] = Stream.Null,
        ["exception"] = new ThrowingException(),
    };

    /// <summary>The same value where only text fits.</summary>
    public static string Text(object? value) => value as string ?? (value is null ? null! : "text");

    public static IEnumerable<KeyValuePair<string, object?>> Named(object? value)
    {
        yield return new(Text(value), value);
        yield return new("value", value);
        yield return new(null!, value);
        if (value is IEnumerable and not string) throw new InvalidOperationException("the sequence of names failed");
    }

    public static IEnumerable<KeyValuePair<string, string>> Texts(object? value)
    {
        yield return new(Text(value), Text(value));
        yield return new("key", Text(value));
        yield return new(null!, null!);
        if (value is IEnumerable and not string) throw new InvalidOperationException("the sequence of texts failed");
    }

    private static Dictionary<string, object?> Cycle()
    {
        var inner = new Dictionary<string, object?>();
        inner["self"] = inner;
        return inner;
    }

    private static List<object> ListInItself()
    {
        var list = new List<object>();
        list.Add(list);
        return list;
    }

    private static object Deep()
    {
        object value = 1;
        for (var i = 0; i < 10_000; i++) value = new[] { value };
        return value;
    }

    private static IEnumerable<int> ThrowingItems()
    {
        yield return 1;
        throw new InvalidOperationException("the sequence failed");
    }

    internal sealed class Throwing
    {
        public int Fine => 1;

        public string Name => throw new InvalidOperationException("the getter failed");
    }

    private sealed class ThrowingText : IFormattable
    {
        public override string ToString() => throw new InvalidOperationException("ToString failed");

        public string ToString(string? format, IFormatProvider? formatProvider) => ToString();
    }

    private sealed class ThrowingException : Exception
    {
        public override string Message => throw new InvalidOperationException("the message failed");

        public override string? StackTrace => throw new InvalidOperationException("the stack failed");

        public override string ToString() => throw new InvalidOperationException("ToString failed");
    }
}
