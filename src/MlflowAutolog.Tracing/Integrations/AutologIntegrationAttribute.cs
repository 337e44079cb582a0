using System.Diagnostics.CodeAnalysis;

namespace MlflowAutolog;

/// <summary>Names an integration. Stands in the integration's assembly and, written by its package's build, in the application's: so it is found without a scan and survives trimming.</summary>
/// <param name="integration">A type that implements <see cref="IAutologIntegration"/> and has a public constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AutologIntegrationAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type integration) : Attribute
{
    /// <summary>The integration's type.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Integration { get; } = integration;
}
