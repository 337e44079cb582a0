using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>The one place that asks types for their members.</summary>
internal static class TypeMembers
{
    private const string Trimming =
        "The values are the application's, of types nobody can name at build time. What the trimmer removed is not written, and an object of which nothing is left says so (BareShape).";

    /// <summary>Public instance properties with a getter and public fields, without those that the type keeps out of JSON; under the names it gives them there.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Trimming)]
    public static TypeMember[] Of(Type type)
    {
        var members = new List<TypeMember>();
        var names = new HashSet<string>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is { IsPublic: true } getter && property.GetIndexParameters().Length == 0 && IsReadable(property, property.PropertyType) && names.Add(property.Name))
                members.Add(new TypeMember(NameOf(property), GetterOf(getter)));
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (IsReadable(field, field.FieldType) && names.Add(field.Name))
                members.Add(new TypeMember(NameOf(field), field.GetValue));
        }

        return [.. members];
    }

    /// <summary>The interface of that generic definition which the type implements; null when there is none.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Trimming)]
    public static Type? InterfaceOf(Type type, Type definition) =>
        type.GetInterfaces().FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition);

    private static bool IsReadable(MemberInfo member, Type type) =>
        !type.IsByRef && !type.IsByRefLike && !type.IsPointer && member.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always };

    private static string NameOf(MemberInfo member) => member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? member.Name;

    private static Func<object, object?> GetterOf(MethodInfo getter) => MethodInvoker.Create(getter).Invoke;
}
