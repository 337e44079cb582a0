using MlflowAutolog.Wire.OpenAI.Audio;
using MlflowAutolog.Wire.OpenAI.Chat;
using MlflowAutolog.Wire.OpenAI.Embeddings;
using MlflowAutolog.Wire.OpenAI.Images;
using MlflowAutolog.Wire.OpenAI.Moderations;
using MlflowAutolog.Wire.OpenAI.Responses;
using MlflowAutolog.Wire.OpenAI.VectorStores;

namespace MlflowAutolog.Wire;

/// <summary>All formats the tap knows. A new one is a folder beside this file and a line here.</summary>
internal static class WireFormats
{
    public static IReadOnlyList<IWireFormat> All { get; } =
    [
        new ChatFormat(), new LegacyFormat(), new ResponsesFormat(), new CompactionFormat(), new EmbeddingsFormat(),
        new ImagesFormat(), new ModerationsFormat(), TranscriptionsFormat.Original, TranscriptionsFormat.English, new SpeechFormat(), new VectorStoresFormat(),
    ];

    /// <summary>Those whose integration the user left on.</summary>
    public static IReadOnlyList<IWireFormat> Without(IReadOnlySet<string> disabled)
        => [.. All.Where(format => !disabled.Contains(format.Integration))];
}
