using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Goes through the texts of a JSON value and replaces those that binary content stands in, or a reference to it.</summary>
/// <param name="json">The value.</param>
/// <param name="splice">Takes the replacements.</param>
/// <param name="replace">The JSON that replaces a text, given its raw content and the media type where the object around it says that it is base64; null keeps it.</param>
internal sealed class ContentWalk(JsonOutline json, JsonSplice splice, ContentWalk.Replacement replace)
{
    public delegate byte[]? Replacement(ReadOnlySpan<byte> rawText, string? base64ContentType);

    public void Run() => Visit(JsonOutline.Root, payload: null);

    private void Visit(int node, InlinePayload? payload)
    {
        if (json.IsText(node)) Text(node, contentType: null);
        else if (json.IsObject(node)) Members(node, payload ?? InlinePayload.Of(json, node));
        else if (json.IsArray(node)) Items(node, payload);
    }

    private void Members(int node, InlinePayload? payload)
    {
        foreach (var member in json.Children(node))
        {
            if (json.IsText(member)) Text(member, payload is { } held && json.Name(member) == held.Member ? held.ContentType : null);
            else Visit(member, InlinePayload.In(json, node, member));
        }
    }

    // What a list of images holds is in its items.
    private void Items(int node, InlinePayload? payload)
    {
        foreach (var item in json.Children(node)) Visit(item, payload);
    }

    private void Text(int node, string? contentType)
    {
        if (replace(json.RawText(node), contentType) is { } by) splice.Replace(json.Place(node), by);
    }
}
