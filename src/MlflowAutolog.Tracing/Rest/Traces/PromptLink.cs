using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Tells the server which prompts a trace used (MLflow 3.17 and newer): what makes it findable by prompt.</summary>
internal static class PromptLink
{
    public static MlflowCall Call(string traceId, LinkedPrompts prompts) => MlflowCall.Post("api/2.0/mlflow/traces/link-prompts", JsonBody.Of((traceId, prompts), static (json, link) =>
    {
        json.WriteString("trace_id"u8, link.traceId);
        json.WritePropertyName("prompt_versions"u8);
        link.prompts.Write(json);
    }));
}
