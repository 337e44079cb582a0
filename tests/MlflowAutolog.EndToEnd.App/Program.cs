using MlflowAutolog;
using MlflowAutolog.EndToEnd.App;

// A user's application that ends in the way it is told to, and never flushes. Where traces go the environment says.
Mlflow.Autolog();

var end = args[0];
if (end is not ("idle" or "serve")) Mlflow.Trace("work", SpanType.Chain, span => span.SetOutputs("done"));

switch (end)
{
    case "return":
        return 0;

    case "exit":
        Environment.Exit(3);
        return 0;

    case "throw":
        _ = Mlflow.StartSpan("open");
        throw new InvalidOperationException("nobody catches this");

    case "signal":
        _ = Mlflow.StartSpan("open");
        Console.WriteLine("ready");
        Thread.Sleep(Timeout.Infinite);
        return 0;

    case "idle":
        Console.WriteLine("ready");
        Thread.Sleep(Timeout.Infinite);
        return 0;

    case "record-on":
        await Mlflow.FlushAsync();
        Console.WriteLine("ready");
        for (var i = 0; ; i++)
        {
            Mlflow.Trace($"more {i}", SpanType.Chain, static _ => { });
            // Not faster than this, or a slow test machine would find the folder full and its first traces gone.
            await Task.Delay(1);
        }

    case "values":
        using (var values = Mlflow.StartSpan("values"))
        {
            values.SetInputs(("order", new Order { Number = "A-1" }), ("nothing", new Bare())).SetOutputs(new Order { Number = "A-1" }, Orders.Default.Order);
        }

        return 0;

    case "serve":
        await Service.RunAsync();
        return 0;

    default:
        await Console.Error.WriteLineAsync($"no such end: {end}");
        return 64;
}
