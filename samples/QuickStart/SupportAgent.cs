using System.ClientModel;
using System.Text.Json;
using MlflowAutolog;
using OpenAI.Chat;

namespace QuickStart;

/// <summary>Answers a customer: looks up what the shop knows, lets the model ask for the order, streams the answer.</summary>
internal sealed class SupportAgent(ChatClient chat, KnowledgeBase knowledge, OrderDesk orders)
{
    private const int MaxTurns = 4;

    private static readonly ChatTool LookUpOrder = ChatTool.CreateFunctionTool(
        "look_up_order",
        "Status and delivery day of an order.",
        BinaryData.FromString("""{"type":"object","properties":{"order_id":{"type":"integer"}},"required":["order_id"]}"""));

    public IAsyncEnumerable<string> AnswerAsync(string question) => Mlflow.TraceStreamAsync(
        "support_agent", SpanType.Agent, _ => WriteAsync(question), inputs: new Dictionary<string, object?> { ["question"] = question }, reducer: parts => string.Concat(parts));

    private async IAsyncEnumerable<string> WriteAsync(string question)
    {
        var articles = await knowledge.SearchAsync(question);
        List<ChatMessage> conversation =
        [
            new SystemChatMessage("You help the customers of a small shop. Use these articles:\n" + string.Join('\n', articles.Select(article => "- " + article.Text))),
            new UserChatMessage(question),
        ];

        var answered = false;
        for (var turn = 0; turn < MaxTurns && !answered; turn++)
        {
            // The first turn decides on tools; when there are none to call, the answer is streamed.
            var calls = turn == 0 ? await AskForToolsAsync(conversation) : [];
            if (calls.Count > 0)
            {
                conversation.Add(new AssistantChatMessage(calls));
                foreach (var call in calls) conversation.Add(new ToolChatMessage(call.Id, Call(call)));
            }

            await foreach (var update in chat.CompleteChatStreamingAsync(conversation))
            {
                foreach (var part in update.ContentUpdate)
                {
                    answered |= part.Text.Length > 0;
                    yield return part.Text;
                }
            }
        }
    }

    private async Task<IReadOnlyList<ChatToolCall>> AskForToolsAsync(List<ChatMessage> conversation)
    {
        ClientResult<ChatCompletion> reply = await chat.CompleteChatAsync(conversation, new ChatCompletionOptions { Tools = { LookUpOrder } });
        return reply.Value.ToolCalls;
    }

    private string Call(ChatToolCall call)
    {
        using var arguments = JsonDocument.Parse(call.FunctionArguments);
        using var span = Mlflow.StartSpan(call.FunctionName, SpanType.Tool, arguments.RootElement);
        var result = orders.LookUp(arguments.RootElement.GetProperty("order_id").GetInt32());
        span.SetOutputs(result);
        return result;
    }
}
