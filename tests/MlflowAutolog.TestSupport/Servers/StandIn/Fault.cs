namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>A failure that the test asked for.</summary>
internal sealed class Fault(string pathPrefix, int count)
{
    private int _left = count;

    public int Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Body { get; init; } = "";

    public bool LosesAnswer { get; init; }

    public Answer Answer => StandIn.Answer.Text(Body, Status) with { Headers = Headers };

    /// <summary>True when it strikes this request; then it is used up by one.</summary>
    public bool Strikes(string path)
    {
        if (_left == 0 || !path.StartsWith(pathPrefix, StringComparison.Ordinal)) return false;
        _left--;
        return true;
    }
}
