using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>What the stand-in replies.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Answer Json(JsonNode json, int status = 200) => new(status, "application/json", Encoding.UTF8.GetBytes(json.ToJsonString()));

    public static Answer Text(string text, int status = 200) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static Answer Bytes(byte[] body, string contentType) => new(200, contentType, body);

    /// <summary>An error in the form of the REST API.</summary>
    public static Answer Error(int status, string code, string message)
        => Json(new JsonObject { ["error_code"] = code, ["message"] = message }, status);

    /// <summary>An error in the form of the OTLP route.</summary>
    public static Answer Detail(int status, JsonNode detail) => Json(new JsonObject { ["detail"] = detail }, status);

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        await response.Body.WriteAsync(Body);
    }
}
