using System.ClientModel.Primitives;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>The SDK's retries without its pauses.</summary>
internal sealed class Impatient(int retries) : ClientRetryPolicy(retries)
{
    protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => TimeSpan.FromMilliseconds(1);
}
