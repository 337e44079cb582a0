using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing.Rules;

/// <summary>Texts masked or hashed.</summary>
/// <param name="hashKey">UTF-8 of the user's key; null for plain SHA-256.</param>
internal sealed class Disguise(byte[]? hashKey)
{
    public const string Mask = "***";

    /// <summary>Members that say of what kind an object is; without them nobody could draw what is left.</summary>
    public static bool IsStructure(string name)
        => name is "role" or "type" or "id" or "object" or "index" or "model" or "finish_reason" or "status" or "call_id" or "tool_call_id" or "tool_use_id" or "toolUseId";

    public string Text(string text, ContentAction action) => action switch
    {
        ContentAction.Mask => Mask,
        ContentAction.Hash => "sha256:" + Convert.ToHexString(HashOf(Encoding.UTF8.GetBytes(text))).ToLowerInvariant(),
        _ => text,
    };

    /// <summary>Members of a message that hold what an application or a tool made, whatever its members are called.</summary>
    private static bool IsFree(string name) => name is "input" or "args" or "arguments" or "response" or "output" or "metadata" or "json" or "parsed";

    /// <summary>The kinds of the parts that a tool may return, beside anything else.</summary>
    private static bool IsPartKind(JsonNode? node)
        => node is JsonValue value && value.GetValueKind() == JsonValueKind.String
           && value.GetValue<string>() is "text" or "image" or "image_url" or "input_text" or "input_image" or "output_text" or "document" or "audio" or "resource" or "resource_link" or "base64" or "url";

    /// <summary>Absent when dropped.</summary>
    /// <param name="value">Any.</param>
    /// <param name="action">What becomes of it.</param>
    /// <param name="isMessages">Whether it is what a model was asked or answered, so that its structure is no content.</param>
    public JsonText Value(JsonText value, ContentAction action, bool isMessages)
    {
        if (value.IsAbsent || action == ContentAction.Keep) return value;
        if (action == ContentAction.Drop || AttributeNodes.Parse(value) is not { } node) return default;
        return AttributeNodes.Write(Node(node, action, isMessages)!);
    }

    /// <summary>The node with every text and number in it disguised; null when dropped.</summary>
    public JsonNode? Node(JsonNode? node, ContentAction action, bool isMessages = false)
    {
        if (action == ContentAction.Keep) return node;
        if (action == ContentAction.Drop) return null;
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToArray())
                {
                    if (isMessages ? !(IsStructure(name) && member is JsonValue) : !(name is "type" && IsPartKind(member)))
                        Put(members, name, member, Node(member, action, isMessages && !(member is JsonObject && IsFree(name))));
                }

                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var (before, after) = (items[i], Node(items[i], action, isMessages));
                    if (!ReferenceEquals(before, after)) items[i] = after;
                }

                return items;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                return JsonValue.Create(Text(value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(), action));
            default:
                return node;
        }
    }

    /// <summary>A node that has a parent cannot be set again, so only what changed is.</summary>
    public static void Put(JsonObject members, string name, JsonNode? before, JsonNode? after)
    {
        if (!ReferenceEquals(before, after)) members[name] = after;
    }

    private byte[] HashOf(byte[] text) => hashKey is null ? SHA256.HashData(text) : HMACSHA256.HashData(hashKey, text);
}
