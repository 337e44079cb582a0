using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MlflowAutolog.HttpTap;

/// <summary>Reads one property of the stack's event payloads, whose types are internal to it; looked up once for each type.</summary>
internal sealed class EventPayload(string name)
{
    private Lookup? _last;

    public object? Read(object? payload)
    {
        if (payload is null) return null;
        var type = payload.GetType();
        var lookup = _last;
        if (lookup?.Type != type) _last = lookup = new Lookup(type, Find(type));
        return lookup.Property?.GetValue(payload);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "System.Net.Http keeps the public properties of its event payloads: its Write is annotated with DynamicallyAccessedMembers(PublicProperties).")]
    private PropertyInfo? Find(Type type) => type.GetProperty(name);

    private sealed record Lookup(Type Type, PropertyInfo? Property);
}
