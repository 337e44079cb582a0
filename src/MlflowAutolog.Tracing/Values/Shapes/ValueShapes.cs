using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>Chooses the shape of a type, once. Types are held weakly: one of a plug-in can still be unloaded.</summary>
internal static class ValueShapes
{
    private static readonly ConditionalWeakTable<Type, ValueShape> Known = [];
    private static readonly TextShape AsText = new(value => value.ToString());
    private static readonly TextShape NameOnly = new(value => TypeName.Of(value.GetType()));

    public static ValueShape Of(object value)
    {
        var type = value.GetType();
        return Known.TryGetValue(type, out var shape) ? shape : Known.GetValue(type, _ => Choose(value, type));
    }

    private static ValueShape Choose(object value, Type type) =>
        Named(value) ?? WholeNumber(value, type) ?? Text(value, type) ?? Machinery(value, type) ?? Dictionary(value, type) ?? Collection(value, type) ?? Members(type);

    private static NamedValuesShape? Named(object value) => value is INamedValues ? new NamedValuesShape() : null;

    private static WholeNumberShape? WholeNumber(object value, Type type) =>
        value is ulong or nuint or Int128 or UInt128 || Is(type, "System.Numerics.BigInteger") ? new() : null;

    private static TextShape? Text(object value, Type type) => value switch
    {
        IFormattable => new(it => ((IFormattable)it).ToString(null, CultureInfo.InvariantCulture)),
        Exception => new(it => $"{TypeName.Of(it.GetType())}: {((Exception)it).Message}"),
        CultureInfo => new(it => ((CultureInfo)it).Name),
        Encoding => new(it => ((Encoding)it).WebName),
        TimeZoneInfo => new(it => ((TimeZoneInfo)it).Id),
        Uri or MemberInfo or System.Reflection.Assembly or StringBuilder or FileSystemInfo or ReadOnlyMemory<char> or Memory<char> or Range or Index => AsText,
        _ when Is(type, "System.Text.RegularExpressions.Regex") || Is(type, "System.Net.EndPoint") || Is(type, "System.Linq.Expressions.Expression") => AsText,
        _ => null,
    };

    /// <summary>Things that do something rather than say something; reading their properties would tell nothing, or wait, or move them.</summary>
    private static TextShape? Machinery(object value, Type type) => value switch
    {
        Delegate or Task or CancellationToken or CancellationTokenSource or MarshalByRefObject or Pointer or SafeHandle or Thread or IServiceProvider or (IEnumerator and not IEnumerable) => NameOnly,
        ValueTask => NameOnly,
        _ when type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(Lazy<>)) => NameOnly,
        _ when TypeMembers.InterfaceOf(type, typeof(IAsyncEnumerable<>)) is { } sequence => Name(sequence),
        _ => null,
    };

    private static ValueShape? Dictionary(object value, Type type) => value switch
    {
        IDictionary<string, object?> or IReadOnlyDictionary<string, object?> => new TextDictionaryShape<object?>(),
        IDictionary<string, string> or IReadOnlyDictionary<string, string> => new TextDictionaryShape<string>(),
        IDictionary => new DictionaryShape(it => ((IDictionary)it).Entries()),
        IEnumerable when (TypeMembers.InterfaceOf(type, typeof(IReadOnlyDictionary<,>)) ?? TypeMembers.InterfaceOf(type, typeof(IDictionary<,>))) is not null =>
            new DictionaryShape(it => ((IEnumerable)it).Pairs()),
        _ => null,
    };

    private static ValueShape? Collection(object value, Type type)
    {
        if (value is ITuple)
            return new TupleShape();
        if ((VectorShape.Of(value) ?? (ValueShape?)VectorListShape.Of(value)) is { } vectors)
            return vectors;
        if (value is not IEnumerable)
            return null;
        if (value is ICollection || TypeMembers.InterfaceOf(type, typeof(ICollection<>)) is not null || TypeMembers.InterfaceOf(type, typeof(IReadOnlyCollection<>)) is not null)
            return new SequenceShape();
        return Name(TypeMembers.InterfaceOf(type, typeof(IEnumerable<>)) ?? typeof(IEnumerable));
    }

    private static ValueShape Members(Type type)
    {
        var members = TypeMembers.Of(type);

        // new { } says that there is nothing; for any other type without members that would be a guess.
        bool isEmpty = !Trimming.IsOn && type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);
        return members.Length > 0 || isEmpty ? new ObjectShape(members) : new BareShape();
    }

    // By name: a reference would load the type's assembly into an application that has no use for it.
    private static bool Is(Type? type, string name)
    {
        while (type is not null && type.FullName != name)
            type = type.BaseType;
        return type is not null;
    }

    // A compiler-made iterator's own name says nothing.
    private static TextShape Name(Type sequence) => new(it => it.GetType().Name.StartsWith('<') ? TypeName.Of(sequence) : TypeName.Of(it.GetType()));
}
