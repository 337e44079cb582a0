using System.ClientModel.Primitives;
using System.Reflection;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>One public member of a client, as reflection finds it.</summary>
internal sealed record Member(MemberInfo Info)
{
    private const BindingFlags Found = BindingFlags.Public | BindingFlags.Instance;

    /// <summary>Without <c>Async</c>: both forms say the same.</summary>
    public string Name => Info.Name.EndsWith("Async", StringComparison.Ordinal) ? Info.Name[..^"Async".Length] : Info.Name;

    public string Signature => Info is MethodInfo ? Info.ToString()! : Info.Name;

    /// <summary>Whether the server hears of it.</summary>
    public bool IsCall => Info is MethodInfo || IsPipeline;

    public bool IsStream => Name.EndsWith("Streaming", StringComparison.Ordinal);

    /// <summary>Whether there is more to take of what it returns than one thing.</summary>
    public bool IsSequence => IsStream || (Info is MethodInfo { ReturnType: var type } && (typeof(CollectionResult).IsAssignableFrom(type) || typeof(AsyncCollectionResult).IsAssignableFrom(type)));

    /// <summary>Whether its caller deals in requests and replies as they are.</summary>
    public bool IsProtocol => IsPipeline || Takes(typeof(RequestOptions));

    public bool CanBeCancelled => IsProtocol || Takes(typeof(CancellationToken));

    public IReadOnlyList<ParameterInfo> Parameters => Info is MethodInfo method ? method.GetParameters() : [];

    private bool IsPipeline => Info is PropertyInfo { PropertyType: var type } && type == typeof(ClientPipeline);

    /// <summary>All members of a client but those that every object has, in a fixed order.</summary>
    public static IReadOnlyList<Member> Of(Type client) =>
    [
        .. client.GetMethods(Found).Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType != typeof(object))
            .Concat<MemberInfo>(client.GetProperties(Found))
            .Select(info => new Member(info))
            .OrderBy(member => member.Signature, StringComparer.Ordinal),
    ];

    private bool Takes(Type type) => Parameters.Any(parameter => parameter.ParameterType == type);
}
