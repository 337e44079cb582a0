using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Images;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Pictures are made.</summary>
internal static class ImagePorts
{
    private const string Usage = """{"input_tokens":10,"output_tokens":272,"total_tokens":282}""";
    private const string Said = "D9: the reply has usage, Python leaves it out";
    private const string Old = "MLflow before 3.17 knows no attachments: what fits stays in the value";
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/images_b64", Base64Async, Counted)
        {
            OnOldest = Counted
                .RequireAbsent("$[0].attachments", Old)
                .Require("$[0].spans[0].outputs.data[0].b64_json", $"\"{Pixel}\"", Old),
        },
        new("openai/images_url", UrlAsync),
    ];

    private static Departures Counted => new Departures()
        .Require("$[0].spans[0].attributes['mlflow.chat.tokenUsage']", Usage, Said)
        .Require("$[0].metadata['mlflow.trace.tokenUsage']", Usage, Said);

    private static async Task Base64Async(Uri model)
        => await OpenAIClients.Images(model).GenerateImageAsync("A violet pixel", new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024, Quality = "low" });

    private static async Task UrlAsync(Uri model) => await OpenAIClients.Images(model, "dall-e-2").GenerateImagesAsync(
        "A red boat", 2, new ImageGenerationOptions { Size = GeneratedImageSize.W256xH256, ResponseFormat = GeneratedImageFormat.Uri });
}
