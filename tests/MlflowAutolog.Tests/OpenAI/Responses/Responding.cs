using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Responses;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>One call of the Responses API through the vendor's SDK, and the span of it.</summary>
internal static class Responding
{
    public const string Question = """{"model":"m","input":"Secret question"}""";
    public const string Usage = """{"input_tokens":7,"input_tokens_details":{"cached_tokens":2},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":10}""";
    public const string Message = """{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"text":"Secret answer"}]}""";

    /// <summary>A response as the API sends it whole.</summary>
    public static string Response(string status, string output = Message, string usage = Usage, string error = "null")
        => $$"""{"id":"resp_1","object":"response","created_at":1,"status":"{{status}}","error":{{error}},"model":"m-1","output":[{{output}}],"parallel_tool_calls":true,"tools":[],"usage":{{usage}}}""";

    public static (string Event, string Data) Event(string type, string members) => (type, $$"""{"type":"{{type}}",{{members}}}""");

    public static (string Event, string Data) Created => Event("response.created", $"\"response\":{Response("in_progress", output: "", usage: "null")}");

    public static (string Event, string Data) End(string status, string output = Message, string usage = Usage, string error = "null")
        => Event("response." + status, $"\"response\":{Response(status, output, usage, error)}");

    public static async Task<SpanData> SpanAsync(ScriptedReply reply, string request = Question, Action<MlflowOptions>? configure = null)
    {
        await using var server = await ScriptedModelServer.StartAsync(reply);
        await using var tapped = new Tapped(configure);
        await PostAsync(server.Responses(), request);
        return await tapped.SpanAsync();
    }

    /// <summary>Reads the reply to its end, wherever that is.</summary>
    public static async Task PostAsync(ResponsesClient client, string request)
    {
        using var body = BinaryContent.Create(BinaryData.FromString(request));
        try
        {
            await client.CreateResponseAsync(body, new RequestOptions());
        }
        catch (Exception exception) when (exception is ClientResultException or IOException)
        {
            // A refused call, or a connection that was dropped: what the span says of it is the test's matter.
        }
    }
}
