using System.Collections;

namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>Keys and values of dictionaries whose types are not known.</summary>
internal static class DictionaryEntries
{
    public static IEnumerable<(object? Key, object? Value)> Entries(this IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return (entry.Key, entry.Value);
    }

    /// <summary>For a generic dictionary that has no other face: each item is a boxed <c>KeyValuePair</c>.</summary>
    public static IEnumerable<(object? Key, object? Value)> Pairs(this IEnumerable dictionary)
    {
        TypeMember? key = null, value = null;
        foreach (object pair in dictionary)
        {
            if (key is null || value is null)
            {
                var members = TypeMembers.Of(pair.GetType());
                key = members.First(member => member.Name == "Key");
                value = members.First(member => member.Name == "Value");
            }

            yield return (key.Get(pair), value.Get(pair));
        }
    }
}
