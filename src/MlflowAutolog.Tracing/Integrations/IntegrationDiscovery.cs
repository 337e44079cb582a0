using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlflowAutolog.Tracing.Integrations;

/// <summary>Finds the integrations an application refers to.</summary>
internal static class IntegrationDiscovery
{
    /// <summary>The explicit ones first, then those named in the application's assembly, then, where code may be dynamic, those beside it. One of each name.</summary>
    public static IReadOnlyList<IAutologIntegration> Find(MlflowOptions options)
    {
        var found = new Dictionary<string, IAutologIntegration>(StringComparer.OrdinalIgnoreCase);
        foreach (var integration in options.Integrations) found.TryAdd(integration.Name, integration);
        if (options.DiscoverIntegrations)
        {
            AddNamedIn(Assembly.GetEntryAssembly(), found);
            if (RuntimeFeature.IsDynamicCodeSupported) AddBeside(found);
        }

        // Not where the user switched off what there is: that is what they want.
        if (found.Count == 0)
        {
            SelfLog.Report("autolog", "No integration is installed, so only your own spans are recorded. Add the package MlflowAutolog, or an integration to MlflowOptions.Integrations.");
        }

        return [.. found.Values.Where(integration => !options.Disabled.Contains(integration.Name))];
    }

    private static void AddNamedIn(Assembly? assembly, Dictionary<string, IAutologIntegration> found)
    {
        foreach (var attribute in assembly?.GetCustomAttributes<AutologIntegrationAttribute>() ?? [])
        {
            if (Make(attribute.Integration) is { } integration) found.TryAdd(integration.Name, integration);
        }
    }

    /// <summary>A trimmed application has the attribute and does not come here: nothing is loaded by name there.</summary>
    private static void AddBeside(Dictionary<string, IAutologIntegration> found)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "MlflowAutolog*.dll"))
        {
            try
            {
                AddNamedIn(Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file))), found);
            }
            catch (Exception failure)
            {
                SelfLog.Report("discovery", $"'{Path.GetFileName(file)}' was not looked at: {failure.Message}");
            }
        }
    }

    private static IAutologIntegration? Make([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type)
    {
        try
        {
            if (Activator.CreateInstance(type) is IAutologIntegration integration) return integration;
            SelfLog.Report("discovery", $"'{type}' does not implement IAutologIntegration and is left out.");
        }
        catch (Exception failure)
        {
            SelfLog.Report("discovery", $"'{type}' could not be made and is left out: {failure.Message}");
        }

        return null;
    }
}
