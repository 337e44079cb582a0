using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlflowAutolog.Dummy;

// An application that ends in all the ways applications end. Each command records and never flushes.
var (command, folder) = (args[0], args[1]);
var app = new RecordingApp(folder) { Hangs = command.StartsWith("hang", StringComparison.Ordinal) };
if (command == "hang") app.Trace(TimeSpan.FromSeconds(1));
else if (command != "host-first") app.Trace();

switch (command)
{
    case "return":
        app.Record("work");
        return 0;

    case "exit":
        app.Record("work");
        Environment.Exit(3);
        return 0;

    case "throw":
        app.Record("work");
        throw new InvalidOperationException("nobody catches this");

    case "throw-on-thread":
        app.Record("work");
        var thread = new Thread(() => throw new InvalidOperationException("nobody catches this"));
        thread.Start();
        thread.Join();
        return 0;

    case "wait" or "hang-at-signal":
        app.Record("work");
        Say.Ready();
        Thread.Sleep(Timeout.Infinite);
        return 0;

    case "stop-gracefully":
        using (var stop = new ManualResetEventSlim())
        using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Set();
        }))
        {
            app.Record("work");
            Say.Ready();
            stop.Wait();
            app.Record("while stopping");
        }
        return 0;

    case "host" or "host-first":
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(app).AddHostedService<RecordingService>();
        using (var host = builder.Build()) await host.RunAsync();
        return 0;

    case "hang":
        app.Record("work");
        return 0;

    case "write":
        for (var i = 0; ; i++)
        {
            await app.WriteAsync($"trace {i}");
            if (i == 100) Say.Ready();
            // Not faster than this, or a slow test machine would find the folder full and its first traces gone.
            if (i > 100) await Task.Delay(1);
        }

    default:
        await Console.Error.WriteLineAsync($"no such command: {command}");
        return 64;
}
