using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Members of JSON as they came.</summary>
internal static class WireMember
{
    public static void Write(Utf8JsonWriter json, JsonProperty member)
    {
        json.WritePropertyName(Encoding.UTF8.GetBytes(NameOf(member)));
        WireText.Write(json, member.Value);
    }

    /// <summary>Never throws.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // An escape in it is half a surrogate pair, for which .NET has no text: such a name is nobody's.
            return "\uFFFD";
        }
    }
}
