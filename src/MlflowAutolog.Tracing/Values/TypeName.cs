namespace MlflowAutolog.Tracing.Values;

/// <summary>A type as a C# reader would name it: <c>List&lt;String&gt;</c>.</summary>
internal static class TypeName
{
    public static string Of(Type type)
    {
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";

        string name = type.Name;
        int arity = name.IndexOf('`');
        if (!type.IsGenericType || arity < 0)
            return name;
        return $"{name[..arity]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }
}
