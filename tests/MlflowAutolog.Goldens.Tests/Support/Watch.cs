using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.Goldens.Tests.Support;

/// <summary>Sets up who sees the model calls of a port.</summary>
internal static class Watch
{
    /// <summary>The ways of seeing that a scenario can be run with: those without the vendor's SDK know only one.</summary>
    public static IEnumerable<Seen> Of(string scenario) => scenario.StartsWith("openai/", StringComparison.Ordinal) ? Enum.GetValues<Seen>() : [Seen.ByTap];

    /// <summary>The same port, seen otherwise.</summary>
    public static GoldenPort SeenBy(this GoldenPort port, Seen seen) => seen switch
    {
        Seen.ByTap => port,
        Seen.ByBoth => port with { RunAsync = model => WithPolicyAsync(port, model) },
        _ => port with { RunAsync = model => WithPolicyAsync(port, model), Configure = port.Configure + (options => options.Disable("Http")) },
    };

    private static async Task WithPolicyAsync(GoldenPort port, Uri model)
    {
        using var traced = OpenAIClients.With(Trace);
        await port.RunAsync(model);
    }

    private static void Trace(ClientPipelineOptions options)
    {
        if (options is AzureOpenAIClientOptions azure) azure.UseMlflowTracing();
        else options.UseMlflowTracing();
    }
}
