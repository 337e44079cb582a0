using MlflowAutolog.Goldens.Tests.Core;
using MlflowAutolog.Goldens.Tests.OpenAI;

namespace MlflowAutolog.Goldens.Tests.Support;

/// <summary>All ports there are.</summary>
internal static class Ports
{
    public static IReadOnlyDictionary<string, GoldenPort> All { get; } = new IEnumerable<GoldenPort>[]
    {
        ChatPorts.All, ToolPorts.All, StreamPorts.All, BrokenStreamPorts.All, EmbeddingPorts.All, ErrorPorts.All, ResponsesPorts.All, ResponsesToolPorts.All, ResponsesStreamPorts.All, ChatReplyPorts.All, ChatContentPorts.All, ProtocolPorts.All, VendorPorts.All, StreamFormPorts.All, ImagePorts.All, UntracedPorts.All, AzurePorts.All, SwitchPorts.All, RedactionPorts.All,
        FunctionPorts.All, FunctionUsePorts.All, SequencePorts.All, SpanPorts.All, SpanUsePorts.All, TracePorts.All, ValuePorts.All, PreviewPorts.All, AssessmentPorts.All, AttachmentPorts.All, RichValuePorts.All, DistributedPorts.All, SamplingPorts.All, ProcessorPorts.All,
    }.SelectMany(ports => ports).ToDictionary(port => port.Scenario);
}
