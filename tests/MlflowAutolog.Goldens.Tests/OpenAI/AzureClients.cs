using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Azure's own client, at an address that is Azure's by its name.</summary>
internal static class AzureClients
{
    private static readonly Uri Resource = new("http://my-resource.openai.azure.com");

    public static AzureOpenAIClient For(Uri model)
    {
        var options = OpenAIClients.Configured(new AzureOpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(new HttpClient(HostAlias.Of(model))),
            RetryPolicy = new ClientRetryPolicy(0),
        });
        return new AzureOpenAIClient(Resource, new ApiKeyCredential("0123456789abcdef0123456789abcdef"), options);
    }
}
