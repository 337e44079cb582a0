using System.Diagnostics;

namespace MlflowAutolog.EndToEnd.Tests.Support;

/// <summary>A span as the user's exporter got it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parent">The name of the span above; <c>none</c> for a root, <c>elsewhere</c> when it was not exported.</param>
internal sealed record ExportedSpan(string Name, string Parent)
{
    /// <summary>Everything else, as text to look for content in.</summary>
    public required string Everything { get; init; }

    public static ExportedSpan Of(Activity activity, IReadOnlyList<Activity> all) => new(activity.DisplayName, ParentOf(activity, all))
    {
        Everything = string.Join('\n', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(activity.Baggage.Select(item => $"{item.Key}={item.Value}"))
            .Concat(activity.Events.SelectMany(item => item.Tags.Select(tag => $"{item.Name} {tag.Key}={tag.Value}")))
            .Append(activity.TraceStateString)),
    };

    public bool Equals(ExportedSpan? other) => other is not null && (Name, Parent) == (other.Name, other.Parent);

    public override int GetHashCode() => HashCode.Combine(Name, Parent);

    private static string ParentOf(Activity activity, IReadOnlyList<Activity> all)
        => activity.ParentSpanId == default ? "none" : all.FirstOrDefault(other => other.SpanId == activity.ParentSpanId)?.DisplayName ?? "elsewhere";
}
