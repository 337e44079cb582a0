using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Tracing.Tests.Assembling;

/// <summary>Python's previews, from its own traces.</summary>
public sealed class PreviewRulesGoldenTests
{
    public static TheoryData<string> Names => [.. Golden().Select(trace => trace!["spans"]![0]!["name"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_root_without_a_format_is_previewed_as_in_Python(string name)
    {
        var trace = Golden().Single(trace => trace!["spans"]![0]!["name"]!.GetValue<string>() == name)!;
        var golden = trace["spans"]![0]!.AsObject();
        var root = SomeRoot.Of(Text(golden["inputs"]), Text(golden["outputs"]));

        ShouldSay(Previews.OfRequest(root), trace["request_preview"]!.GetValue<string>());
        ShouldSay(Previews.OfResponse(root), trace["response_preview"]!.GetValue<string>());
        Previews.ServerWouldAgree(root, Previews.OfRequest(root), Previews.OfResponse(root)).ShouldBeTrue();
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";

    // Python puts blanks between tokens; that is its only difference.
    private static void ShouldSay(string? preview, string golden)
    {
        if (golden is ['{' or '[', ..])
            JsonNode.DeepEquals(JsonNode.Parse(preview!), JsonNode.Parse(golden)).ShouldBeTrue(preview);
        else
            preview.ShouldBe(golden);
    }

    private static JsonArray Golden() =>
        JsonNode.Parse(File.ReadAllBytes(RepositoryRoot.Combine("tests", "Goldens", "core", "preview_rules", "traces.json")))!.AsArray();
}
