using System.Text;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.Fuzzing.Corpus;

/// <summary>The exchanges of the goldens.</summary>
internal static class GoldenSamples
{
    public static IEnumerable<Sample> All
        => Directory.EnumerateFiles(RepositoryRoot.Combine("tests", "Goldens"), "exchanges.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(file => JsonNode.Parse(File.ReadAllBytes(file))!.AsArray())
            .Where(exchange => exchange!["request"]?["body"] is not null && exchange["response"] is not null)
            .Select(exchange => Of(exchange!["request"]!, exchange["response"]!));

    private static Sample Of(JsonNode request, JsonNode response)
    {
        var form = request["body"]!["multipart"]?.AsArray();
        var isStream = response["sse"] is not null || response["events"] is not null;
        return new Sample
        {
            Path = request["path"]!.ToString(),
            Request = form is null ? new Body(request["body"]!.ToJsonString()) : WrittenForm.Of(form.Select(name => name!.ToString())),
            RequestType = form is null ? Sample.Json : WrittenForm.Type,
            Reply = new Body(ReplyOf(response)),
            ReplyType = response["content_type"]?.ToString() ?? (isStream ? Sample.Events : Sample.Json),
            Status = (int?)response["status"] ?? 200,
        };
    }

    private static string ReplyOf(JsonNode response)
    {
        if (response["json"] is { } json) return json.ToJsonString();
        if (response["sse"] is JsonArray items) return string.Concat(items.Select(item => $"data: {Text(item!)}\n\n"));
        if (response["events"] is not JsonArray events) return response["text"]?.ToString() ?? "";
        var body = new StringBuilder();
        foreach (var item in events) body.Append("event: ").Append(item!["event"]).Append("\ndata: ").Append(Text(item["data"]!)).Append("\n\n");
        return body.ToString();
    }

    private static string Text(JsonNode data) => data is JsonValue value && value.TryGetValue<string>(out var text) ? text : data.ToJsonString();
}
