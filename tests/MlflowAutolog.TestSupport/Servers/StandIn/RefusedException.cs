namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>The request is one that MLflow refuses, with this answer.</summary>
internal sealed class RefusedException(Answer answer) : Exception($"status {answer.Status}")
{
    public Answer Answer => answer;

    public static RefusedException Invalid(string message) => new(Answer.Error(400, "INVALID_PARAMETER_VALUE", message));

    public static RefusedException Missing(string message) => new(Answer.Error(404, "RESOURCE_DOES_NOT_EXIST", message));

    public static RefusedException Detail(int status, string detail) => new(Answer.Detail(status, detail));
}
