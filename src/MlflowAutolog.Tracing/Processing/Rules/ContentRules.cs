namespace MlflowAutolog.Tracing.Processing.Rules;

/// <summary>What becomes of content by kind, by role and by tool; the more special wins, null where nothing was said.</summary>
internal sealed class ContentRules
{
    private static readonly ContentKinds[] Single = [.. Enum.GetValues<ContentKinds>().Where(kind => System.Numerics.BitOperations.IsPow2((int)kind))];

    private readonly Dictionary<ContentKinds, ContentAction> _kinds = [];
    private readonly Dictionary<string, ContentAction> _tools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContentAction> _roles = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => _kinds.Count + _tools.Count + _roles.Count == 0;

    /// <summary>Whether one has to look into messages.</summary>
    public bool ReachIntoMessages
        => _tools.Count + _roles.Count > 0 || Of(ContentKinds.ToolArguments) is not null || Of(ContentKinds.ToolResults) is not null || Of(ContentKinds.SystemPrompts) is not null;

    public void Set(ContentKinds kinds, ContentAction action)
    {
        foreach (var kind in Single)
        {
            if (kinds.HasFlag(kind)) _kinds[kind] = Known(action);
        }
    }

    public void SetTool(string tool, ContentAction action) => _tools[tool] = Known(action);

    public void SetRole(string role, ContentAction action) => _roles[CommonName(role)] = Known(action);

    public ContentAction? Of(ContentKinds kind) => _kinds.TryGetValue(kind, out var action) ? action : null;

    public ContentAction? OfTool(string? tool, ContentKinds kind) => tool is not null && _tools.TryGetValue(tool, out var action) ? action : Of(kind);

    public ContentAction? OfToolMessage(string? tool)
        => tool is not null && _tools.TryGetValue(tool, out var action) ? action : _roles.TryGetValue("tool", out action) ? action : Of(ContentKinds.ToolResults);

    public ContentAction? OfRole(string role)
    {
        var name = CommonName(role);
        return _roles.TryGetValue(name, out var action) ? action : name.Equals("system", StringComparison.OrdinalIgnoreCase) ? Of(ContentKinds.SystemPrompts) : null;
    }

    public ContentRules Copy()
    {
        var copy = new ContentRules();
        foreach (var (kind, action) in _kinds) copy._kinds[kind] = action;
        foreach (var (tool, action) in _tools) copy._tools[tool] = action;
        foreach (var (role, action) in _roles) copy._roles[role] = action;
        return copy;
    }

    /// <summary>OpenAI's newer name for the system prompt, and Google's for the assistant.</summary>
    private static string CommonName(string role) => role.ToLowerInvariant() switch
    {
        "developer" => "system",
        "model" => "assistant",
        var other => other,
    };

    private static ContentAction Known(ContentAction action)
        => Enum.IsDefined(action) ? action : throw new ArgumentOutOfRangeException(nameof(action), action, "An action is Keep, Drop, Mask or Hash.");
}
