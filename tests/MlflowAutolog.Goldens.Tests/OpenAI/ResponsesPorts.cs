using System.ClientModel;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Responses;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>The Responses API: one question, one answer.</summary>
internal static class ResponsesPorts
{
    private const string OfPython = "Python's SDK has classes for schemas and what they parse; on the wire there are none";
    private const string Failure = "C2: a reply that says it failed is an error";
    private const string City = """{"type":"object","properties":{"name":{"type":"string"},"country":{"type":"string"}},"required":["name","country"],"additionalProperties":false}""";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/responses_basic", BasicAsync, Asked("What is the capital of Peru?")),
        new("openai/responses_instructions_messages", MessagesAsync, Asked("How are you?")),
        new("openai/responses_reasoning", ReasoningAsync),
        new("openai/responses_parse", ParseAsync, Asked("Lima")
            .RequireAbsent("$[0].spans[0].inputs.text_format", OfPython)
            .Require("$[0].spans[0].inputs.text", """{"format":{"type":"json_schema","name":"City","strict":true,"schema":""" + City + "}}", "the schema that both SDKs send")
            .RequireAbsent("$[0].spans[0].outputs.output[0].content[0].parsed", OfPython)),
        new("openai/responses_error_400", RefusedAsync, Asked("Hi").Require("$[0].response_preview", JsonValue.Create(
            "ClientResultException: HTTP 400 decimal_above_max_value: Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 9 instead."), "F1: the error")),
        new("openai/responses_failed_body", FailedAsync, Asked("Hi")
            .Require("$[0].state", "\"ERROR\"", Failure)
            .Require("$[0].response_preview", JsonValue.Create("ResponseFailed: server_error: The model failed to generate a response."), Failure)
            .Require("$[0].spans[0].status", "\"ERROR\"", Failure)
            .Require("$[0].spans[0].attributes['mlflow.spanLogLevel']", "40", Failure)
            .Require("$[0].spans[0].events", """
                [{"name":"exception","attributes":{"exception.type":"ResponseFailed","exception.message":"server_error: The model failed to generate a response.","exception.stacktrace":"<stacktrace>"}}]
                """, Failure)
            .Require("$[0].spans[0].status_message", JsonValue.Create("ResponseFailed: server_error: The model failed to generate a response."), Failure)),
    ];

    /// <summary>Python previews the JSON of the inputs.</summary>
    public static Departures Asked(string question) => new Departures().Require("$[0].request_preview", JsonValue.Create(question), "C4: the last user text");

    /// <summary>With a text for its input, where the SDK's own members make a list of items.</summary>
    public static CreateResponseOptions Ask(string model, string question)
    {
        var options = new CreateResponseOptions { Model = model };
        options.Patch.Set("$.input"u8, question);
        return options;
    }

    /// <summary>With items as the golden's program writes them, where the SDK's own members name every kind and put every text into a part.</summary>
    public static CreateResponseOptions AskItems(string model, string json)
    {
        var options = new CreateResponseOptions { Model = model };
        options.Patch.Set("$.input"u8, BinaryData.FromString(json));
        return options;
    }

    private static async Task BasicAsync(Uri model)
    {
        ResponseResult reply = await OpenAIClients.Responses(model).CreateResponseAsync(Ask("gpt-4o-mini", "What is the capital of Peru?"));
        reply.GetOutputText().ShouldBe("Lima.");
    }

    private static async Task MessagesAsync(Uri model)
    {
        var options = AskItems("gpt-4.1", """
            [
              {"role":"user","content":"Good day"},
              {"role":"assistant","content":"Bonjour"},
              {"role":"user","content":[{"type":"input_text","text":"How are you?"}]}
            ]
            """);
        options.Instructions = "Answer in French.";
        options.Temperature = 0.3f;
        options.MaxOutputTokenCount = 64;
        options.Metadata["team"] = "support";
        await OpenAIClients.Responses(model).CreateResponseAsync(options);
    }

    private static async Task ReasoningAsync(Uri model)
    {
        var options = AskItems("gpt-5-mini", """[{"role":"developer","content":"Be brief."},{"role":"user","content":"Is 91 prime?"}]""");
        options.ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = "low", ReasoningSummaryVerbosity = "auto" };
        await OpenAIClients.Responses(model).CreateResponseAsync(options);
    }

    private static async Task ParseAsync(Uri model)
    {
        var options = Ask("gpt-4o-mini", "Lima");
        options.TextOptions = new ResponseTextOptions
        {
            TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("City", BinaryData.FromString(City), jsonSchemaIsStrict: true),
        };
        await OpenAIClients.Responses(model).CreateResponseAsync(options);
    }

    private static async Task RefusedAsync(Uri model)
    {
        var options = Ask("gpt-4o-mini", "Hi");
        options.Temperature = 9;
        await Should.ThrowAsync<ClientResultException>(() => OpenAIClients.Responses(model).CreateResponseAsync(options));
    }

    private static async Task FailedAsync(Uri model)
    {
        ResponseResult reply = await OpenAIClients.Responses(model).CreateResponseAsync(Ask("gpt-4.1", "Hi"));
        reply.Status.ShouldBe(ResponseStatus.Failed);
    }
}
