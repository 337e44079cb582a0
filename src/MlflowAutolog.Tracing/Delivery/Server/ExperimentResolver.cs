using System.Text.Json;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Finds the id of the configured experiment; makes the experiment when it is given by name and missing.</summary>
internal sealed class ExperimentResolver(MlflowHttp http, ServerTrouble trouble, MlflowOptions options)
{
    private const string NotFound = "RESOURCE_DOES_NOT_EXIST";
    private const string Exists = "RESOURCE_ALREADY_EXISTS";
    private string? _id;

    /// <summary>The id once it is known.</summary>
    public string? Known => Volatile.Read(ref _id);

    /// <summary>The id, or <see cref="ServerUnavailableException"/> while it cannot be had.</summary>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (Known is { } known) return known;
        var id = options.Experiment is { } name
            ? await ByNameAsync(name, cancellationToken).ConfigureAwait(false)
            : await ByIdAsync(options.ExperimentId!, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _id, id);
        return id;
    }

    /// <summary>The experiment may have been deleted for good since.</summary>
    public void Forget() => Volatile.Write(ref _id, null);

    private async Task<string> ByIdAsync(string id, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(MlflowCall.Get("api/2.0/mlflow/experiments/get?experiment_id=" + Uri.EscapeDataString(id)), cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccess) return IdOf(reply);
        throw reply.Words.ErrorCode == NotFound
            ? Held($"There is no experiment with id {id} at {http.Server}. Set ExperimentId (MLFLOW_EXPERIMENT_ID) to one that exists, or Experiment (MLFLOW_EXPERIMENT_NAME) to a name, which is created.")
            : ReplyAdvice.Unavailable(reply, http.Server, trouble);
    }

    private async Task<string> ByNameAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } found) return found;
        var reply = await http.SendAsync(MlflowCall.Post("api/2.0/mlflow/experiments/create", CreateBody(name)), cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccess)
        {
            using var json = JsonDocument.Parse(reply.Body);
            return json.RootElement.GetProperty("experiment_id").ToString();
        }

        // Another process was faster.
        if (reply.Words.ErrorCode == Exists && await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } other) return other;
        throw reply.Status == 400
            ? Held($"MLflow at {http.Server} refuses the experiment name '{name}': {reply.Words.Message}")
            : ReplyAdvice.Unavailable(reply, http.Server, trouble);
    }

    private async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(MlflowCall.Get("api/2.0/mlflow/experiments/get-by-name?experiment_name=" + Uri.EscapeDataString(name)), cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccess) return IdOf(reply);
        return reply.Words.ErrorCode == NotFound ? null : throw ReplyAdvice.Unavailable(reply, http.Server, trouble);
    }

    private string IdOf(MlflowReply reply)
    {
        using var json = JsonDocument.Parse(reply.Body);
        var experiment = json.RootElement.GetProperty("experiment");
        var id = experiment.GetProperty("experiment_id").ToString();
        if (!experiment.TryGetProperty("lifecycle_stage", out var stage) || stage.ToString() != "deleted") return id;
        throw Held($"Experiment '{experiment.GetProperty("name")}' (id {id}) at {http.Server} is deleted. Restore it, or set another (MLFLOW_EXPERIMENT_NAME, MLFLOW_EXPERIMENT_ID).");
    }

    private ServerUnavailableException Held(string message)
    {
        trouble.Say(message + " Traces are kept and tried again.");
        return new ServerUnavailableException(message, ReplyAdvice.Hold);
    }

    private static ReadOnlyMemory<byte> CreateBody(string name)
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
