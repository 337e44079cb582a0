using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Responses;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>The Responses API with tools: the application's own and those of the API.</summary>
internal static class ResponsesToolPorts
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private const string Old = "the UI of this version knows no attachments, so what fits stays in the span, where it is drawn";

    public static FunctionTool Weather => ResponseTool.CreateFunctionTool(
        "get_weather",
        BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""),
        strictModeEnabled: true,
        functionDescription: "Current weather");

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/responses_function_loop", LoopAsync),
        new("openai/responses_web_search", SearchAsync, ResponsesPorts.Asked("Any news on the comet?")
            .Require("$[0].spans[0].attributes['mlflow.chat.tools']", """[{"type":"function","function":{"name":"web_search"}}]""", "C3: a type that is on no list hides no tools")),
        new("openai/responses_images", ImagesAsync, ResponsesPorts.Asked("Make it blue.").RequireAbsent("$[0].attachments[1]", "F10: one picture is one attachment"))
        {
            OnOldest = ResponsesPorts.Asked("Make it blue.")
                .RequireAbsent("$[0].attachments", Old)
                .Require("$[0].spans[0].inputs.input[0].content[1].image_url", $"\"data:image/png;base64,{Png}\"", Old)
                .Require("$[0].spans[0].outputs.output[0].result", $"\"{Png}\"", Old),
        },
    ];

    private static async Task LoopAsync(Uri model)
    {
        const string question = "Weather in Bergen?";
        await Mlflow.TraceAsync("agent", SpanType.Agent, async _ =>
        {
            var client = OpenAIClients.Responses(model);
            var asked = ResponsesPorts.Ask("gpt-4.1-mini", question);
            asked.Tools.Add(Weather);
            ResponseResult first = await client.CreateResponseAsync(asked);
            var call = first.OutputItems[0].ShouldBeOfType<FunctionCallResponseItem>();
            ResponseResult second = await client.CreateResponseAsync(new CreateResponseOptions
            {
                Model = "gpt-4.1-mini",
                PreviousResponseId = first.Id,
                InputItems = { ResponseItem.CreateFunctionCallOutputItem(call.CallId, "11 degrees, rain") },
                Tools = { Weather },
            });
            return second.GetOutputText();
        }, inputs: new { question });
    }

    private static async Task SearchAsync(Uri model)
    {
        var options = ResponsesPorts.Ask("gpt-4.1", "Any news on the comet?");
        options.Tools.Add(ResponseTool.CreateWebSearchTool());
        await OpenAIClients.Responses(model).CreateResponseAsync(options);
    }

    private static async Task ImagesAsync(Uri model)
    {
        var options = ResponsesPorts.AskItems("gpt-4.1", $$"""
            [{"role":"user","content":[
              {"type":"input_text","text":"Make it blue."},
              {"type":"input_image","image_url":"data:image/png;base64,{{Png}}","detail":"auto"}
            ]}]
            """);
        options.Tools.Add(new ImageGenerationTool { Size = ImageGenerationToolSize.W1024xH1024 });
        await OpenAIClients.Responses(model).CreateResponseAsync(options);
    }
}
