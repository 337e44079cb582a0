using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>The texts of chunks, joined by the place they have in each: the same field of the same choice or tool call.</summary>
/// <param name="count">How many chunks.</param>
/// <param name="isCut">Whether the stream went on after them.</param>
internal sealed class JoinedChunks(int count, bool isCut)
{
    // Of several streams in one (choices, tool calls) each went on if one of the last chunks was of it.
    private const int LastChunks = 16;

    private readonly byte[][] _chunks = new byte[count][];
    private readonly Dictionary<int, List<Piece>> _places = [];

    public void Add(int index, byte[] chunk)
    {
        _chunks[index] = chunk;
        try
        {
            var reader = new Utf8JsonReader(chunk, JsonRewriter.Lenient);
            if (reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.String)
            {
                var walk = new ChunkPlaces(chunk);
                while (walk.Next(ref reader) is { } place)
                {
                    // A reference is nothing that was said, nor a piece of it.
                    if (Piece.Of(ref reader, index) is var piece && !AttachmentReference.IsWritten(piece.Text)) PieceAt(place).Add(piece);
                }

                return;
            }

            // A number by itself is none of a text's digits.
            if (reader.TokenType is not JsonTokenType.None && reader.BytesConsumed == chunk.Length) return;
        }
        catch (JsonException)
        {
            // A plain text of an application's own stream.
        }

        PieceAt(0).Add(new Piece(index, 0, chunk.Length, Encoding.UTF8.GetString(chunk), IsJson: false));
    }

    /// <returns>Null when nothing changes, else the chunks that do.</returns>
    public byte[]?[]? Redact(ITextRedactor redactor)
    {
        List<(Piece Piece, string Text)>? changes = null;
        foreach (var pieces in _places.Values)
        {
            var whole = string.Concat(pieces.Select(piece => piece.Text));
            var edits = redactor.Find(whole, default);
            if (GoesOn(pieces) && redactor.SafeLength(whole) is var safe && safe < whole.Length) edits = WithoutEnd(edits ?? [], safe, whole.Length);
            if (edits is not null) Map(pieces, edits, changes ??= []);
        }

        if (changes is null) return null;
        var redacted = new byte[]?[count];
        foreach (var group in changes.GroupBy(change => change.Piece.Chunk))
        {
            redacted[group.Key] = Rewritten(_chunks[group.Key], group.OrderBy(change => change.Piece.Start));
        }

        return redacted;
    }

    /// <summary>What is the same in every chunk, an id for example, is whole in each.</summary>
    private bool GoesOn(List<Piece> pieces)
        => isCut && pieces[^1].Chunk >= count - LastChunks && (pieces.Count == 1 || pieces.Exists(piece => piece.Text != pieces[0].Text));

    /// <summary>What was found stays a find; of the rest nothing is kept from <paramref name="safe"/> on.</summary>
    private static List<TextEdit> WithoutEnd(List<TextEdit> edits, int safe, int length)
    {
        var result = edits.FindAll(edit => edit.End <= safe);
        foreach (var edit in edits.FindAll(edit => edit.End > safe))
        {
            if (edit.Start > safe) result.Add(new TextEdit(safe, edit.Start - safe, ""));
            result.Add(edit);
            safe = edit.End;
        }

        if (safe < length) result.Add(new TextEdit(safe, length - safe, ""));
        return result;
    }

    /// <summary>A replacement goes to the piece in which it begins; the others lose what is in theirs.</summary>
    private static void Map(List<Piece> pieces, List<TextEdit> edits, List<(Piece Piece, string Text)> changes)
    {
        var offset = 0;
        foreach (var piece in pieces)
        {
            var (start, end) = (offset, offset + piece.Text.Length);
            offset = end;
            var own = edits.FindAll(edit => edit.Start < end && edit.End > start || edit.Length == 0 && edit.Start == start);
            if (own.Count == 0) continue;
            var local = own.ConvertAll(edit =>
            {
                var from = Math.Max(edit.Start, start);
                return new TextEdit(from - start, Math.Min(edit.End, end) - from, edit.Start >= start ? edit.Replacement : "");
            });
            changes.Add((piece, TextEdit.Apply(piece.Text, local)));
        }
    }

    private static byte[] Rewritten(byte[] chunk, IEnumerable<(Piece Piece, string Text)> changes)
    {
        var output = new JsonOutput(chunk.Length + 64);
        var copied = 0;
        foreach (var (piece, text) in changes)
        {
            output.Raw(chunk.AsSpan(copied..piece.Start));
            if (piece.IsJson) output.Text(text);
            else output.Raw(Encoding.UTF8.GetBytes(text));
            copied = piece.Start + piece.Length;
        }

        output.Raw(chunk.AsSpan(copied));
        return output.ToArray();
    }

    private List<Piece> PieceAt(int place) => CollectionsMarshal.GetValueRefOrAddDefault(_places, place, out _) ??= [];

    private readonly record struct Piece(int Chunk, int Start, int Length, string Text, bool IsJson)
    {
        public static Piece Of(ref Utf8JsonReader reader, int chunk)
            => new(chunk, (int)reader.TokenStartIndex, JsonChars.TokenLength(ref reader), JsonStringContent.ToText(reader.ValueSpan), IsJson: true);
    }
}
