using MlflowAutolog.Wire.OpenAI;
using MlflowAutolog.Wire.OpenAI.Responses;

namespace MlflowAutolog.Wire;

/// <summary>All formats the tap knows. A new one is a folder beside this file and a line here.</summary>
internal static class WireFormats
{
    public static IReadOnlyList<IWireFormat> All { get; } = [new ChatFormat(), new LegacyFormat(), new EmbeddingsFormat(), new ResponsesFormat(), new CompactionFormat()];

    /// <summary>Those whose integration the user left on.</summary>
    public static IReadOnlyList<IWireFormat> Without(IReadOnlySet<string> disabled)
        => [.. All.Where(format => !disabled.Contains(format.Integration))];
}
