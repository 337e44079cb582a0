using System.Text.Json.Serialization;

namespace MlflowAutolog.EndToEnd.App;

/// <summary>Nothing in the program reads its properties but the generated serialisation.</summary>
internal sealed class Order
{
    public string? Number { get; init; }
}

/// <summary>Nothing in the program reads its property at all, so a trimmer takes it.</summary>
internal sealed class Bare
{
    public string City { get; } = "Rome";
}

[JsonSerializable(typeof(Order))]
internal sealed partial class Orders : JsonSerializerContext;
