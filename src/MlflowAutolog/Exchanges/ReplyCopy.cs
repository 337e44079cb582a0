namespace MlflowAutolog.Exchanges;

/// <summary>The copy of a reply as its reader got it, with the times of its parts where it is a stream.</summary>
internal sealed class ReplyCopy(int cap)
{
    private const int MostMarks = 256;
    private readonly BodyBuffer _body = new(cap);
    private List<ReadMark>? _marks;

    public IReadOnlyList<ReadMark> Marks => _marks ?? (IReadOnlyList<ReadMark>)[];

    public void Expect(long length) => _body.Expect(length);

    public void Append(ReadOnlySpan<byte> bytes) => _body.Append(bytes);

    public void Mark(TimeSpan elapsed)
    {
        _marks ??= [];
        if (_marks.Count < MostMarks) _marks.Add(new ReadMark(_body.Length, elapsed));
    }

    public CapturedBody ToBody() => _body.ToBody();
}
