using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Streams that nobody reads to their end.</summary>
internal static class BrokenStreamPorts
{
    private const string Abandoned = "A1: a stream that is left early ends with what was read";
    private const string Partial = "B7: what came before the failure is kept";

    private const string LeftEarly = """
        {
          "state": "OK",
          "request_preview": "Count to ten.",
          "metadata": {
            "mlflow.traceInputs": {"model":"gpt-4o-mini","messages":[{"role":"user","content":"Count to ten."}],"stream":true},
            "mlflow.trace_schema.version": "3"
          },
          "tags": {"mlflow.traceName":"Completions"},
          "spans": [{
            "name": "Completions", "type": "CHAT_MODEL", "status": "OK",
            "inputs": {"model":"gpt-4o-mini","messages":[{"role":"user","content":"Count to ten."}],"stream":true},
            "attributes": {"model":"gpt-4o-mini","stream":true,"mlflow.message.format":"openai","mlflow.llm.model":"gpt-4o-mini-2024-07-18","mlflow.spanLogLevel":20},
            "children": []
          }]
        }
        """;

    private const string NeverRead = """
        {
          "name": "Completions", "type": "CHAT_MODEL", "status": "OK",
          "inputs": {"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true},
          "outputs": null,
          "attributes": {"model":"gpt-4o-mini","stream":true,"mlflow.message.format":"openai","mlflow.llm.model":"gpt-4o-mini","mlflow.spanLogLevel":20},
          "children": []
        }
        """;

    private const string CutOff = """
        {
          "id": "chatcmpl-S10", "object": "chat.completion", "created": 1767225600, "model": "gpt-4o-mini-2024-07-18",
          "service_tier": "default", "system_fingerprint": "fp_560af6e559",
          "choices": [{"index":0,"message":{"role":"assistant","content":"1, 2"}}]
        }
        """;

    public static IEnumerable<GoldenPort> All =>
    [
        // How far the SDK's reader is ahead of the program, the network decides: three chunks at least.
        new("openai/stream_break_early", BreakEarlyAsync, new Departures()
            .Insert("$[0]", LeftEarly, Abandoned)
            .Require("$[0].response_preview", text => text!.ToString().StartsWith("1, 2", StringComparison.Ordinal), Abandoned)
            .Require("$[0].metadata['mlflow.traceOutputs']", text => text!.ToJsonString().Contains("chatcmpl-S7", StringComparison.Ordinal), Abandoned)
            .Require("$[0].spans[0].outputs", IsPartial, Abandoned)
            .Require("$[0].spans[0].events", events => events!.AsArray().Count is >= 3 and < 7, Abandoned)
            .Require("$[0].spans[0].attributes['mlflow.stream.abandoned']", mark => mark!.GetValue<bool>(), Abandoned)),
        new("openai/stream_never_read", NeverReadAsync, new Departures()
            .Insert("$[0].spans[0].children[0]", NeverRead, Abandoned)
            .Require("$[0].spans[0].children[0].attributes['mlflow.stream.abandoned']", mark => mark!.GetValue<bool>(), Abandoned)),
        new("openai/stream_cut", CutAsync, new Departures()
            .Require("$[0].spans[0].attributes['mlflow.stream.abandoned']", mark => mark is null, "A1: the server left, not the reader")
            .Require("$[0].spans[0].outputs", CutOff, Partial)
            .Require("$[0].spans[0].attributes['mlflow.llm.model']", "\"gpt-4o-mini-2024-07-18\"", "B7: the chunks name the model that served")
            .Require("$[0].response_preview", "\"1, 2\"", Partial)
            .Require("$[0].metadata['mlflow.traceOutputs']", text => text!.ToJsonString().Contains("chatcmpl-S10", StringComparison.Ordinal), Partial)),
        new("openai/stream_status_429", RefusedAsync, FailedPreview.Of(
            "ClientResultException: HTTP 429 rate_limit_exceeded: Rate limit reached for gpt-4o-mini in organization org-x on requests per min (RPM): Limit 3, Used 3, Requested 1.")),
    ];

    private static bool IsPartial(JsonNode? outputs)
    {
        var choice = outputs!["choices"]![0]!;
        return choice["finish_reason"] is null && choice["message"]!["content"]!.ToString().StartsWith("1, 2", StringComparison.Ordinal);
    }

    private static async Task BreakEarlyAsync(Uri model)
    {
        var client = OpenAIClients.Chat(model);
        var seen = 0;
        await foreach (var _ in client.CompleteChatStreamingAsync([new UserChatMessage("Count to ten.")]))
        {
            if (++seen == 3) break;
        }

        await client.CompleteChatAsync([new UserChatMessage("Stop.")]);
    }

    // The SDK's typed stream asks when it is read; only the protocol method gives a stream that nobody reads.
    private static async Task NeverReadAsync(Uri model)
    {
        using var span = Mlflow.StartSpan("outer");
        using var body = BinaryContent.Create(BinaryData.FromString("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}"""));
        var result = await OpenAIClients.Chat(model).CompleteChatAsync(body, new RequestOptions { BufferResponse = false });
        result.GetRawResponse().Dispose();
        span.SetOutputs("not read");
    }

    private static async Task CutAsync(Uri model)
    {
        var failure = await Should.ThrowAsync<Exception>(() => ReadAsync(model, "Count to ten."));
        failure.ShouldBeAssignableTo<IOException>();
    }

    private static async Task RefusedAsync(Uri model) => await Should.ThrowAsync<ClientResultException>(() => ReadAsync(model, "Hi"));

    private static async Task ReadAsync(Uri model, string question)
    {
        await foreach (var _ in OpenAIClients.Chat(model).CompleteChatStreamingAsync([new UserChatMessage(question)]))
        {
            // What comes is thrown away, as in the golden.
        }
    }
}
