using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace MlflowAutolog.TestSupport.Hosting;

/// <summary>One TCP connection: what came over it, and a way to end it in the middle of a reply.</summary>
internal sealed class RecordedConnection : IDuplexPipe
{
    private readonly ConnectionContext _context;
    private readonly IDuplexPipe _transport;
    private readonly RecordingPipeReader _input;

    private RecordedConnection(ConnectionContext context)
    {
        _context = context;
        _transport = context.Transport;
        _input = new RecordingPipeReader(_transport.Input);
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _transport.Output;

    public static ConnectionDelegate Record(ConnectionDelegate next) => async context =>
    {
        var connection = new RecordedConnection(context);
        context.Transport = connection;
        context.Items[typeof(RecordedConnection)] = connection;
        await next(context);
    };

    public byte[] TakeInput() => _input.Take();

    /// <summary>Sends what was written and closes the socket, as a server that dies does: the reply stays without its end.</summary>
    public async Task CutAsync()
    {
        await Output.CompleteAsync();
        var closed = new TaskCompletionSource();
        await using var registration = _context.ConnectionClosed.Register(closed.SetResult);
        await Task.WhenAny(closed.Task, Task.Delay(TimeSpan.FromSeconds(5)));
    }
}
