using MlflowAutolog;
using TracingByHand;

// The light SDK alone: no framework is listened to, everything below is traced by hand.
Mlflow.Autolog(o =>
{
    o.RedactPii();
    o.KeepOnError = KeepOnError.AnySpan;
});

var desk = new ClaimsDesk(new PolicyBook(), new Bank());
var claim = new Claim("claim-17", "My suitcase came out of the plane like this. Write to anna@example.com, my card is 4111 1111 1111 1111.", "suitcase.png", 420m);

using (Mlflow.Context(session: claim.Id, user: "anna", tags: [new("env", "demo")]))
{
    Console.Write("Answer:   ");
    await foreach (var word in desk.AnswerAsync(claim)) Console.Write(word);
    Console.WriteLine();
    Console.WriteLine($"Payment:  {await desk.SettleAsync(claim)}");
}

using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
if (!await Mlflow.FlushAsync(patience.Token))
{
    Console.WriteLine("The traces are not delivered yet: they are kept, and sent when MLflow can be reached.");
    return;
}

await Readback.PrintAsync(claim);
