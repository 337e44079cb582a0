using MlflowAutolog;
using QuickStart;

Mlflow.Autolog();

await using var model = Model.FromEnvironment();
var knowledge = new KnowledgeBase(model.Embeddings);
var agent = new SupportAgent(model.Chat, knowledge, new OrderDesk());

var question = args.Length > 0 ? string.Join(' ', args) : "Where is my order 771, and can I still send it back?";
Console.WriteLine($"Question: {question}");
Console.Write("Answer:   ");
await foreach (var text in agent.AnswerAsync(question)) Console.Write(text);
Console.WriteLine();

// Without a limit this would wait until MLflow can be reached.
using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
if (!await Mlflow.FlushAsync(patience.Token))
{
    Console.WriteLine("The trace is not delivered yet: it is kept, and sent when MLflow can be reached.");
    return;
}

await TraceTree.PrintAsync(Mlflow.LastTraceId);
