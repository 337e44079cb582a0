namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A readable member of a type.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Get">Reads it; throws what the getter throws, perhaps wrapped.</param>
internal sealed record TypeMember(string Name, Func<object, object?> Get);
