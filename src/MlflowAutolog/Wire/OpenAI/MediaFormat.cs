using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>What the APIs for pictures and sound have in common: requests may be forms, on Azure one that does not name its model, and replies may be the content itself.</summary>
internal abstract class MediaFormat : OpenAIFormat, IWireFormat
{
    private const string Deployments = "/deployments/";

    public override string SpanType => MlflowAutolog.SpanType.Tool;

    public virtual bool KeepsMedia => false;

    public virtual bool IsScalarField(string name) => name is "stream" or "n" or "temperature";

    public void MapAddress(Uri url, CallContent span)
    {
        if (span.Model is null && DeploymentIn(url.AbsolutePath) is { } deployment) span.Model = deployment;
    }

    public virtual bool TryMapRaw(CapturedBody reply, string? contentType, CallContent span) => false;

    /// <summary>A text of the request, where it was recorded.</summary>
    protected static string? Requested(CallContent span, string name) => span.Find(name) is { Kind: AttributeKind.Text } value ? value.Text : null;

    private static string? DeploymentIn(string path)
    {
        var at = path.IndexOf(Deployments, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var name = path[(at + Deployments.Length)..];
        return name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? Uri.UnescapeDataString(name[..end]) : null;
    }
}
