using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>Experiments by name and by id.</summary>
internal sealed class ExperimentRoutes(Store store)
{
    public Answer GetByName(MlflowRequest request)
    {
        var name = Query(request, "experiment_name");
        foreach (var (id, known) in store.Experiments)
        {
            if (known == name) return Describe(id);
        }

        throw RefusedException.Missing($"Could not find experiment with name '{name}'");
    }

    public Answer Get(MlflowRequest request)
    {
        var id = Query(request, "experiment_id");
        store.DemandExperiment(id);
        return Describe(id);
    }

    public Answer Create(JsonObject body)
    {
        var name = body["name"]?.GetValue<string>() ?? throw RefusedException.Invalid("Missing value for required parameter 'name'.");
        if (store.Experiments.ContainsValue(name))
            throw new RefusedException(Answer.Error(400, "RESOURCE_ALREADY_EXISTS", $"Experiment(name={name}) already exists."));
        return Answer.Json(new JsonObject { ["experiment_id"] = store.AddExperiment(name) });
    }

    private static string Query(MlflowRequest request, string name)
        => request.Query.GetValueOrDefault(name) ?? throw RefusedException.Invalid($"Missing value for required parameter '{name}'.");

    private Answer Describe(string id) => Answer.Json(new JsonObject
    {
        ["experiment"] = new JsonObject
        {
            ["experiment_id"] = id,
            ["name"] = store.Experiments[id],
            ["artifact_location"] = $"mlflow-artifacts:/{id}",
            ["lifecycle_stage"] = "active",
        },
    });
}
