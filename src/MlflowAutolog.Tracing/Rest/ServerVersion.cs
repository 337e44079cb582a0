namespace MlflowAutolog.Tracing.Rest;

/// <summary>A version of MLflow's server and what it can do.</summary>
internal readonly record struct ServerVersion(int Major, int Minor)
{
    /// <summary>The first that takes spans at all. What cannot be read is treated like it: that way works on all later ones.</summary>
    public static readonly ServerVersion Oldest = new(3, 4);

    public bool TakesSpans => IsAtLeast(3, 4);

    /// <summary>Spans sent by OTLP can be read back; below, <c>traces.json</c> is to be uploaded beside them.</summary>
    public bool ReadsSpansBack => IsAtLeast(3, 6);

    public bool TakesManyTracesInOneRequest => IsAtLeast(3, 6);

    /// <summary>Name, tags, session and user are read from the root's attributes.</summary>
    public bool ReadsTraceFacts => IsAtLeast(3, 17);

    /// <summary>A text that is JSON is stored as what it says.</summary>
    public bool TakesALayerOffTexts => IsAtLeast(3, 17);

    /// <summary>A trace is complete in all that people see without a trace info, if that says no more than the spans.</summary>
    public bool NeedsNoInfo => IsAtLeast(3, 17);

    /// <summary>A trace info ends the summing up of cost: until the root has ended a trace is to be described by V2 EndTrace.</summary>
    public bool TakesAnInfoForTheEnd => IsAtLeast(3, 17);

    public bool KnowsIssues => IsAtLeast(3, 17);

    /// <summary>Searches by spans' types, status, attributes and text, and by feedback.</summary>
    public bool FiltersSpans => IsAtLeast(3, 6);

    /// <summary>Searches by all that 3.17 does: what is missing, prompts, issues, the order of feedback.</summary>
    public bool FiltersAll => IsAtLeast(3, 17);

    /// <summary>Keeps which prompts a trace used.</summary>
    public bool LinksPrompts => IsAtLeast(3, 17);

    /// <summary>Reads <c>3.17.2</c>, <c>3.11.2.dev0</c>, <c>3.18.0rc1</c>.</summary>
    public static bool TryParse(string text, out ServerVersion version)
    {
        version = default;
        var parts = text.Trim().Split('.');
        if (parts.Length < 2 || !int.TryParse(parts[0], out var major) || !int.TryParse(parts[1], out var minor)) return false;
        version = new ServerVersion(major, minor);
        return major >= 0 && minor >= 0;
    }

    /// <summary>The UI draws what lies behind a reference. Older ones draw what stands in the span itself.</summary>
    public bool ShowsAttachments => IsAtLeast(3, 17);

    private bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);
}
