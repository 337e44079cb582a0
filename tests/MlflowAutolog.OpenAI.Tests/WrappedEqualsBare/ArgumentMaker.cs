using System.ClientModel;
using System.ClientModel.Primitives;
using System.Reflection;
using OpenAI.Audio;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Images;
using OpenAI.Moderations;
using OpenAI.Responses;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>An argument for a parameter, by its type, and where that says too little by its name.</summary>
internal static class ArgumentMaker
{
    private const string Body = """{"model":"m","messages":[{"role":"user","content":"Hi"}],"input":"Hi","prompt":"A cat","voice":"alloy"}""";
    private const string Form = "--b\r\nContent-Disposition: form-data; name=model\r\n\r\nm\r\n--b\r\nContent-Disposition: form-data; name=file; filename=a.mp3\r\n\r\nnot really a sound\r\n--b--\r\n";

    private static readonly Dictionary<Type, Func<Given, object?>> ByType = new()
    {
        [typeof(CancellationToken)] = given => given.Token,
        [typeof(RequestOptions)] = given => given.Options(),
        [typeof(Stream)] = given => given.Stream(),
        [typeof(int)] = _ => 2,
        [typeof(int?)] = _ => 2,
        [typeof(bool?)] = _ => true,
        [typeof(IDictionary<string, string>)] = _ => new Dictionary<string, string> { ["team"] = "shop" },
        [typeof(IEnumerable<string>)] = _ => new[] { "one", "two" },
        [typeof(IEnumerable<ReadOnlyMemory<int>>)] = _ => new ReadOnlyMemory<int>[] { new([1, 2]), new([3]) },
        [typeof(IEnumerable<ChatMessage>)] = _ => new ChatMessage[] { new SystemChatMessage("Be brief."), new UserChatMessage("Hi") },
        [typeof(ChatMessage[])] = _ => new ChatMessage[] { new UserChatMessage("Hi") },
        [typeof(ChatCompletionOptions)] = _ => new ChatCompletionOptions { Temperature = 0.5f },
        [typeof(ChatCompletionCollectionOptions)] = _ => new ChatCompletionCollectionOptions { PageSizeLimit = 2 },
        [typeof(ChatCompletionMessageCollectionOptions)] = _ => new ChatCompletionMessageCollectionOptions { PageSizeLimit = 2 },
        [typeof(CreateResponseOptions)] = given => new CreateResponseOptions("m", [ResponseItem.CreateUserMessageItem("Hi")]) { StreamingEnabled = given.Member.IsStream },
        [typeof(GetResponseOptions)] = given => new GetResponseOptions("resp_1") { StreamingEnabled = given.Member.IsStream },
        [typeof(ResponseItemCollectionOptions)] = _ => new ResponseItemCollectionOptions("resp_1"),
        [typeof(IEnumerable<ResponseItem>)] = _ => new[] { ResponseItem.CreateUserMessageItem("Hi") },
        [typeof(IEnumerable<IncludedResponseProperty>)] = _ => new[] { IncludedResponseProperty.ReasoningEncryptedContent },
        [typeof(EmbeddingGenerationOptions)] = _ => new EmbeddingGenerationOptions { Dimensions = 3 },
        [typeof(ImageGenerationOptions)] = _ => new ImageGenerationOptions { EndUserId = "u" },
        [typeof(ImageEditOptions)] = _ => new ImageEditOptions { EndUserId = "u" },
        [typeof(ImageVariationOptions)] = _ => new ImageVariationOptions { EndUserId = "u" },
        [typeof(GeneratedSpeechVoice)] = _ => GeneratedSpeechVoice.Alloy,
        [typeof(SpeechGenerationOptions)] = _ => new SpeechGenerationOptions { SpeedRatio = 1.5f },
        [typeof(AudioTranscriptionOptions)] = _ => new AudioTranscriptionOptions { Temperature = 0.5f },
        [typeof(AudioTranslationOptions)] = _ => new AudioTranslationOptions { Temperature = 0.5f },
        [typeof(IEnumerable<ModerationInputPart>)] = _ => new[] { ModerationInputPart.CreateTextPart("Hi") },
    };

    /// <exception cref="NotSupportedException">Nobody has said yet what to give a parameter of this type.</exception>
    public static object? Make(ParameterInfo parameter, Given given)
    {
        if (parameter.ParameterType == typeof(string)) return Text(parameter.Name!, given);
        if (parameter.ParameterType == typeof(BinaryContent)) return given.Content(TakesForm(given.Member) ? Form : Body);
        return ByType.TryGetValue(parameter.ParameterType, out var make)
            ? make(given)
            : throw new NotSupportedException($"No argument for {parameter.ParameterType} {parameter.Name}: add one to {nameof(ArgumentMaker)}.");
    }

    private static string Text(string name, Given given) => name switch
    {
        _ when name.EndsWith("FilePath", StringComparison.Ordinal) => given.File(name[..^"FilePath".Length] + ".png"),
        _ when name.EndsWith("Filename", StringComparison.Ordinal) => name[..^"Filename".Length] + ".png",
        "contentType" => TakesForm(given.Member) ? "multipart/form-data; boundary=b" : "application/json",
        "order" => "asc",
        "model" => "m",
        _ => $"{name}-1",
    };

    // A protocol method that wants to be told the type of its content takes a form, but for those of the Responses API.
    private static bool TakesForm(Member member)
        => member.Info.DeclaringType != typeof(ResponsesClient) && member.Parameters.Any(parameter => parameter.Name == "contentType");
}
